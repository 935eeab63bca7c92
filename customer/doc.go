// Package customer is about customers: registering them from several sources, finding them by any identifier, their
// profiles, loyalty, tiers, subscriptions, labels and histories. It speaks v2, and v1.1 where only that has the endpoint;
// a v1.1 form that takes or returns other things stands beside its v2 method with the suffix V1.
//
//	customers := customer.New(client)
//	c, err := customers.Get(ctx, capillary.Mobile("919740000000"), customer.GetOptions{Embed: []customer.Embed{customer.EmbedPoints}})
//	if errors.Is(err, customer.ErrNotFound) {
//		…
//	}
//
// A customer has one id and a profile in each source. When an identifier arrives through a second source, the accounts
// are merged: the id that comes back can be another than the one that was known, with a warning such as
// WarnCombined or WarnMerged.
//
// What a brand wants to do, and the method for it:
//
//	register a customer                                        Register, AddV1
//	change one, or many                                        Update, Upsert, UpdateV1, UpdateByPostV1
//	find the user id, a light call                             Lookup
//	read a profile                                             Get, GetBulk, GetV1
//	find customers by names or fields                          Search, AllMatches, SearchV1
//	another identifier, at once or after a check               ChangeIdentifier, UpdateIdentity, UpdateIdentifierValue
//	points that a customer has                                 PointsBalance, LegacyPointsBalance
//	points that expire, or will be unlocked                    PointsExpirySchedule, PromisedPointsSchedule
//	tier, status and what led to it                            Tier, AdjustTier, UpdateStatus, StatusLog
//	loyalty programs, events, trackers                         LoyaltyDetails, LoyaltyEvents, AllLoyaltyEvents, Trackers, UserEntityTrackers
//	bills                                                      Transactions, AllTransactions, TransactionsV1, AllTransactionsV1
//	coupons                                                    Coupons, CouponDetails, CouponsV1
//	redemptions and transfers of points                        Redemptions, PointsTransfers, AllPointsTransfers
//	subscriptions to channels                                  Subscriptions, UpdateSubscriptions, SubscriptionLog, SubscriptionsV1, UpdateSubscriptionsV1
//	consent (TRAI)                                             AddTRAIConsent, UpdateTRAIConsent
//	labels of customers, and of the organisation               Labels, ChangeLabels, SearchByLabel, AllByLabel, OrgLabels, AddOrgLabels
//	referrals                                                  Referrals, AllReferrals, AddReferrals, ReferralsV1, AddReferralsV1
//	parents and children                                       Associate, UpdateAssociations, Children, AllChildren
//	requests that wait for approval                            ChangeRequests, AllChangeRequests, RetroRequests, AllRetroRequests, GoodwillRequests
//	notes, complaints, messages                                Notes, AddNotes, Tickets, AddTickets, Interactions, InteractionsV1
//	likes                                                      Preferences, UpdatePreferences
//	products to recommend                                      Recommendations, UserRecommendations, ItemRecommendations, CartRecommendations, RecommendationsV1
//	images                                                     SetImage, DeleteImages
//	tell a store that a customer came in                       Walkin
package customer

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
