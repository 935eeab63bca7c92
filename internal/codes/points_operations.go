package codes

// pointsMoves are the codes that mean something else where points move or come back than where they are redeemed.
var pointsMoves = []Entry{
	{804, TryLater, "Unable to process the request."},
	{817, Final, "Too few points, or the points are not allowed to move."},
	{818, Final, "Not allowed for the program."},
	{901, Final, "Customer not eligible."},
	{902, Duplicate, "Duplicate points transfer or reversal request."},
	{903, Final, "Limit exceeded."},
	{904, Final, "Locked for the customer."},
}

// noSuchRedemption is what the general tables say of 902.
var noSuchRedemption = []Entry{
	{902, Final, "Redemption ID does not exist."},
}

// sentNoCode is a check whose code could not be made.
var sentNoCode = []Entry{
	{876, Final, "Unable to generate OTP."},
}

// ofOperations are the tables of single operations, where a family uses a number for two things.
var ofOperations = map[string][]Entry{
	"points.IsGroupTransferrable":   pointsMoves,
	"points.IsRedeemableWithOTP":    sentNoCode,
	"points.IsTransferrable":        pointsMoves,
	"points.IsTransferrableWithOTP": pointsMoves,
	"points.Redeem":                 noSuchRedemption,
	"points.Reverse":                pointsMoves,
	"points.Transfer":               pointsMoves,
	"points.TransferGroup":          pointsMoves,
	"points.UpdateRedemption":       noSuchRedemption,
}
