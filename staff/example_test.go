package staff_test

import (
	"context"
	"fmt"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/staff"
)

// A staff user is added and proves the number with a code.
func Example() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, users := context.Background(), staff.New(server.Client())
	password := capillary.NewSecret("long and random")

	added, err := users.Add(ctx, staff.AddRequest{Username: "linnea", Mobile: "46700000001", Password: password, StoreCode: "mal-01"})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err = users.SendOTP(ctx, staff.SendOTPRequest{Purpose: staff.OTPValidateMobile, ID: added.ID, Username: "linnea",
		Mobile: "46700000001"}); err != nil {
		fmt.Println(err)
		return
	}
	typed := server.LastOTP("46700000001") // what the user reads on the phone
	_, err = users.ValidateOTP(ctx, staff.ValidateOTPRequest{ID: added.ID, Username: "linnea", Mobile: "46700000001",
		IdentifierType: staff.IdentifierMobile, Password: password, OTP: capillary.NewSecret(typed)})
	fmt.Println("proven:", err == nil)
	// Output: proven: true
}
