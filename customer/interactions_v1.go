package customer

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// InteractionsV1 returns what passed between a customer and the brand: messages, calls, surveys and social networks.
// Messages show one-time passwords unless the organisation has them masked. Days are those of the cluster's clock.
//
// GET /v1.1/customer/interaction
func (s *Service) InteractionsV1(ctx context.Context, who capillary.Identifier, o InteractionsOptionsV1, opts ...capillary.RequestOption) (
	*InteractionsV1, error,
) {
	return capillary.Call[*InteractionsV1](ctx, s.client, opInteractionsV1, capillary.Input{Customer: who, Query: o}, opts...)
}

// InteractionsOptionsV1 are which interactions to return.
type InteractionsOptionsV1 struct {
	Network   NetworkV1         `url:"network,omitempty"`
	Type      InteractionTypeV1 `url:"type,omitempty"`
	StartDate capillary.Day     `url:"start_date,omitempty"`
	EndDate   capillary.Day     `url:"end_date,omitempty"`
}

// InteractionsV1 are the interactions of a customer.
type InteractionsV1 struct {
	Customer CustomerInteractionsV1 `json:"customer"`
}

// CustomerInteractionsV1 is a customer with the interactions over each network.
type CustomerInteractionsV1 struct {
	ID           int64  `json:"id"` // user id
	Mobile       string `json:"mobile"`
	Email        string `json:"email"`
	ExternalID   string `json:"external_id"`
	Interactions struct {
		Network []NetworkInteractionsV1 `json:"network"`
	} `json:"interactions"`
	ItemStatus ItemStatusV1 `json:"item_status"`
}

// NetworkInteractionsV1 are the interactions over one network.
type NetworkInteractionsV1 struct {
	Name        NetworkV1       `json:"name"`
	Interaction []InteractionV1 `json:"interaction"`
}

// InteractionV1 are the interactions of one type: with places, messages or surveys.
type InteractionV1 struct {
	Type  InteractionTypeV1 `json:"type"`
	Count int64             `json:"count"`
	Locs  struct {
		Loc []PlaceV1 `json:"loc"`
	} `json:"locs"`
	Messages struct {
		Message []MessageV1 `json:"message"`
	} `json:"messages"`
	UsedStatus                  bool      `json:"used_status"`
	LastInteractionTime         time.Time `json:"last_interaction_time"`
	LatestNPSScore              int64     `json:"latest_nps_score"`
	LatestSurveyName            string    `json:"latest_survey_name"`
	LatestSurveyInteractionTime time.Time `json:"latest_survey_interaction_time"`
	Surveys                     struct {
		Survey []SurveyV1 `json:"survey"`
	} `json:"surveys"`
}

// PlaceV1 is where a customer checked in.
type PlaceV1 struct {
	Lat  decimal.Decimal `json:"lat"`  // degrees
	Long decimal.Decimal `json:"long"` // degrees
	Time time.Time       `json:"time"`
}

// MessageV1 is a message to a customer.
type MessageV1 struct {
	ID       int64     `json:"id"`
	Sender   string    `json:"sender"`
	Receiver string    `json:"receiver"`
	SentTo   string    `json:"reciever"` //nolint:misspell // the receiver, as the v2 endpoint spells it
	Subject  string    `json:"subject"`
	SentTime time.Time `json:"sent_time"`
	Status   string    `json:"status"` // SENT, …

	DeliveredTime time.Time `json:"delivered_time"` // v2 only
	CampaignID    int64     `json:"campaign_id"`    // v2 only
}

// SurveyV1 is a survey that a customer was asked to fill in.
type SurveyV1 struct {
	Name           string    `json:"name"`
	NPSScore       int64     `json:"nps_score"`
	SentBy         string    `json:"sent_by"`
	SentTime       time.Time `json:"sent_time"`
	CompletionTime time.Time `json:"completion_time"`
	ResponseURL    string    `json:"response_url"`
}

// NetworkV1 is a network of interactions.
type NetworkV1 string

// The documented networks.
const (
	NetworkFacebookV1   NetworkV1 = "facebook"
	NetworkTwitterV1    NetworkV1 = "twitter"
	NetworkFoursquareV1 NetworkV1 = "foursquare"
	NetworkCapillaryV1  NetworkV1 = "capillary" // messages, calls and surveys
)

// InteractionTypeV1 is a type of interactions.
type InteractionTypeV1 string

// The documented types. The last two stand only in replies.
const (
	InteractionEmailV1     InteractionTypeV1 = "email"     // about transactions
	InteractionEmailBulkV1 InteractionTypeV1 = "emailbulk" // campaigns
	InteractionCheckinV1   InteractionTypeV1 = "checkin"   // Foursquare and Facebook
	InteractionLikeV1      InteractionTypeV1 = "like"      // Facebook
	InteractionCommentV1   InteractionTypeV1 = "comment"   // Facebook
	InteractionMentionV1   InteractionTypeV1 = "mention"   // Twitter
	InteractionRetweetV1   InteractionTypeV1 = "retweet"   // Twitter
	InteractionTweetV1     InteractionTypeV1 = "tweet"     // Twitter
	InteractionFeedbackV1  InteractionTypeV1 = "feedback"  // Capillary
	InteractionWhatsAppV1  InteractionTypeV1 = "whatsapp"
	InteractionZaloV1      InteractionTypeV1 = "zalo"
	InteractionSMSV1       InteractionTypeV1 = "sms"
	InteractionSurveyV1    InteractionTypeV1 = "survey"
)
