package customer

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Interactions returns what passed between the brand and a customer over one network: messages, missed calls, surveys.
// One-time passwords stand in the messages, unless the organisation masks them. The customer is named by mobile number,
// e-mail or external id; nobody gives ErrNotFoundV1.
//
// GET /v2/customers/interaction
func (s *Service) Interactions(ctx context.Context, who capillary.Identifier, o InteractionOptions,
	opts ...capillary.RequestOption) (*Interactions, error) {
	q := interactionQuery{o, who.NameV1(), who.Value()} // external_id, as in v1.1
	return capillary.Call[*Interactions](ctx, s.client, opInteractions, capillary.Input{Query: q}, opts...)
}

// InteractionOptions choose interactions.
type InteractionOptions struct {
	Network Network         `url:"network,omitempty"`
	Type    InteractionType `url:"type,omitempty"`
}

type interactionQuery struct {
	InteractionOptions

	IdentifierName  string `url:"identifierName"`
	IdentifierValue string `url:"identifierValue"`
}

// Validate refuses a call for nobody.
func (q interactionQuery) Validate() error {
	if q.IdentifierName == "" || q.IdentifierValue == "" {
		return capillary.Invalid("customer", "an identifier is required, such as capillary.Mobile or capillary.Email")
	}
	return nil
}

// Network is what interactions run over.
type Network string

// The documented networks.
const (
	NetworkCapillary  Network = "capillary"
	NetworkFacebook   Network = "facebook"
	NetworkTwitter    Network = "twitter"
	NetworkFoursquare Network = "foursquare"
)

// InteractionType is a kind of interaction.
type InteractionType string

// The documented kinds. The last four stand in replies.
const (
	InteractionEmail      InteractionType = "email"     // about transactions
	InteractionEmailBulk  InteractionType = "emailbulk" // of campaigns
	InteractionFeedback   InteractionType = "feedback"
	InteractionWhatsApp   InteractionType = "whatsapp"
	InteractionZalo       InteractionType = "zalo"
	InteractionLine       InteractionType = "line"
	InteractionViber      InteractionType = "viber"
	InteractionCheckin    InteractionType = "checkin" // Foursquare and Facebook
	InteractionLike       InteractionType = "like"    // Facebook
	InteractionComment    InteractionType = "comment" // Facebook
	InteractionMention    InteractionType = "mention" // Twitter
	InteractionRetweet    InteractionType = "retweet" // Twitter
	InteractionTweet      InteractionType = "tweet"   // Twitter
	InteractionSMS        InteractionType = "sms"
	InteractionPhone      InteractionType = "phone"
	InteractionMissedCall InteractionType = "missed_call"
	InteractionSurvey     InteractionType = "survey"
)

// Interactions are what passed over one network. The documentation shows two replies of this endpoint: one network by
// itself, and v1.1's customer with a list of networks. Which one comes decides which fields are filled.
type Interactions struct {
	Name        string            `json:"name"` // the network; the documentation's table calls it the customer's name
	Interaction []Interaction     `json:"interaction"`
	Warnings    []capillary.Issue `json:"warnings"`

	Customer CustomerInteractionsV1 `json:"customer"`
}

// Interaction are a customer's interactions of one kind.
type Interaction struct {
	Name        InteractionType  `json:"name"`
	Count       int64            `json:"count"`
	MessageList []Message        `json:"messageList"`
	Surveys     []map[string]any `json:"surveys"` // the documentation shows none
	UsedStatus  bool             `json:"usedStatus"`
}

// Message is a message to a customer.
type Message struct {
	ID            int64     `json:"id"`
	UserID        int64     `json:"userId"`
	Receiver      string    `json:"receiver"`   // a mobile number or an e-mail
	Subject       string    `json:"subject"`    // or the text
	CampaignID    int64     `json:"campaignId"` // -1 for none
	Status        string    `json:"status"`     // DELIVERED, NOT-DELIVERED, SOFT_BOUNCED, OPENED, FAILED, …
	SentDate      time.Time `json:"sentDate"`
	DeliveredTime time.Time `json:"deliveredTime"`
}
