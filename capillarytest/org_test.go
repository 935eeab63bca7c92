package capillarytest_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/org"
)

// organization is the SDK's service for a server of its own. Replies are decoded strictly.
func organization(t *testing.T) (*org.Service, *capillarytest.Server) {
	t.Helper()
	server := capillarytest.New(t, still())
	client := server.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	return org.New(client), server
}

func addTill(t *testing.T, s *org.Service, name string, fields ...org.CustomFieldRequest) int64 {
	t.Helper()
	added, err := s.AddTill(t.Context(), org.AddTillRequest{Name: name, Password: capillary.NewSecret("pw"), StoreID: 8101, CustomFields: fields})
	require.NoError(t, err)
	return added.CreatedID
}

func TestTheOrganisationTellsOfItself(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	details, err := s.Get(t.Context(), org.GetOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(100600), details.ID)
	assert.Equal(t, details.Timezone, details.Timezones.BaseTimezone.Label)
	hierarchy, err := s.Hierarchy(t.Context(), org.HierarchyOptions{FetchSiblings: true})
	require.NoError(t, err)
	assert.Equal(t, details.ID, hierarchy.BaseOrganization.ID)
	assert.Equal(t, org.OrganizationStandard, hierarchy.BaseOrganization.OrgType)
	assert.Empty(t, hierarchy.ConnectedOrganizations)
	programs, err := s.Programs(t.Context(), org.ProgramsOptions{})
	require.NoError(t, err)
	require.Len(t, programs.Items, 1)
	assert.True(t, programs.Items[0].Default)
	first, err := s.GenerateExternalID(t.Context(), org.GenerateExternalIDOptions{})
	require.NoError(t, err)
	second, err := s.GenerateExternalID(t.Context(), org.GenerateExternalIDOptions{})
	require.NoError(t, err)
	assert.NotEqual(t, first.ExternalID, second.ExternalID)
}

func TestTillsAreKeptUnderTheirNames(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	id := addTill(t, s, "mal-01.till-9", org.CustomFieldRequest{Name: "floor", Value: "1"})
	_, err := s.AddTill(t.Context(), org.AddTillRequest{Name: "mal-01.till-9", Password: capillary.NewSecret("pw"), StoreID: 8102})
	require.ErrorIs(t, err, org.ErrTillNameTaken)
	require.ErrorIs(t, err, capillary.ErrDuplicate)

	till, err := s.Till(t.Context(), id, org.TillOptions{})
	require.NoError(t, err)
	assert.Equal(t, "mal-01.till-9", till.Code)
	assert.Equal(t, []org.FieldValue{{Name: "floor", Value: "1"}}, till.CustomFields)
	for _, r := range []org.FindTillRequest{{Code: "mal-01.till-9"}, {Name: "mal-01.till-9"}, {TillID: id}} {
		found, err := s.FindTill(t.Context(), r)
		require.NoError(t, err)
		assert.Equal(t, till, found)
	}
	active, err := s.ActiveTill(t.Context(), org.ActiveTillRequest{Code: "mal-01.till-9"})
	require.NoError(t, err)
	assert.Equal(t, id, active.ID)
	_, err = s.FindTill(t.Context(), org.FindTillRequest{Code: "mal-01"})
	require.ErrorIs(t, err, org.ErrTillNotFound)
	require.ErrorIs(t, err, capillary.ErrNotFound)

	updated, err := s.UpdateTill(t.Context(), id, org.UpdateTillRequest{CustomFields: []org.CustomFieldRequest{{Name: "floor", Value: "2"},
		{Name: "colour", Value: "red", Type: org.FieldText, DataType: org.DataString}}})
	require.NoError(t, err)
	assert.Equal(t, id, updated.EntityID)
	till, err = s.Till(t.Context(), id, org.TillOptions{})
	require.NoError(t, err)
	assert.Equal(t, []org.FieldValue{{Name: "floor", Value: "2"}, {Name: "colour", Value: "red"}}, till.CustomFields)
	fields, err := s.CustomFields(t.Context(), org.CustomFieldsOptions{Scope: org.ScopeTill})
	require.NoError(t, err)
	require.Len(t, fields.Items, 2)
	assert.Equal(t, org.FieldText, fields.Items[1].Type)

	associate, err := s.AddStoreAssociate(t.Context(), org.AddStoreAssociateRequest{Code: "a-7", StoreID: 8101})
	require.NoError(t, err)
	assert.Positive(t, associate.CreatedID)
}

func TestTillsAreEntities(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	var ids []int64
	for _, name := range []string{"till-1", "till-2", "till-3"} {
		ids = append(ids, addTill(t, s, name))
	}
	var walked []int64
	for e, err := range s.AllEntities(t.Context(), org.EntitiesOptions{Type: org.EntityTill, Limit: 2}) {
		require.NoError(t, err)
		walked = append(walked, e.ID)
		assert.True(t, e.IsActive)
		assert.True(t, noon.Equal(e.LastUpdatedOn), e.LastUpdatedOn)
	}
	assert.Equal(t, ids, walked)
	page, err := s.Entities(t.Context(), org.EntitiesOptions{Type: org.EntityTill, ParentIdentifierType: org.ParentStoreID, ParentIdentifierValue: "8101", StartID: 2})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	assert.Equal(t, int64(3), page.Pagination.Total)
	_, err = s.Entities(t.Context(), org.EntitiesOptions{Type: org.EntityZone})
	require.ErrorIs(t, err, org.ErrEntityNotFound)

	batch, err := s.EntitiesByID(t.Context(), []int64{ids[2], 77, ids[0]}, org.EntitiesOptions{Type: org.EntityTill})
	require.NoError(t, err)
	require.Len(t, batch.Items, 3)
	assert.Equal(t, "till-3", batch.Items[0].Value.Name)
	assert.ErrorIs(t, batch.Items[1].Err(), org.ErrEntityNotFound)
	assert.Equal(t, "till-1", batch.Items[2].Value.Name)
}

func TestConfigurationsHoldWhatWasSetLast(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	_, err := s.Config(t.Context(), org.ConfigMaxCards, org.ConfigOptions{})
	require.ErrorIs(t, err, org.ErrConfigNotSet)
	_, err = s.Configs(t.Context(), org.ConfigsOptions{})
	require.ErrorIs(t, err, org.ErrConfigNotSet)
	set := org.SetConfigRequest{KeyName: org.ConfigMaxCards, Value: "4", Scope: org.ConfigOrg}
	first, err := s.SetConfig(t.Context(), set)
	require.NoError(t, err)
	set.Value = "6"
	second, err := s.SetConfig(t.Context(), set)
	require.NoError(t, err)
	assert.Equal(t, first.ID, second.ID)
	set.Scope, set.Value = org.ConfigTill, "1"
	_, err = s.SetConfig(t.Context(), set)
	require.NoError(t, err)
	read, err := s.Config(t.Context(), org.ConfigMaxCards, org.ConfigOptions{})
	require.NoError(t, err)
	assert.Equal(t, "6", read.Value)
	assert.Equal(t, org.ConfigOrg, read.Scope)
	value, err := s.ConfigValue(t.Context(), org.ConfigValueRequest{Name: org.ConfigMaxCards})
	require.NoError(t, err)
	assert.Equal(t, "6", value.Value)
	fallback, err := s.ConfigValue(t.Context(), org.ConfigValueRequest{Name: org.ConfigDirectReplay})
	require.NoError(t, err)
	assert.Equal(t, "0", fallback.Value)
	assert.Zero(t, fallback.ID)
	all, err := s.Configs(t.Context(), org.ConfigsOptions{})
	require.NoError(t, err)
	assert.Len(t, all.Items, 2)
	set.Scope = "till"
	_, err = s.SetConfig(t.Context(), set)
	require.ErrorIs(t, err, org.ErrConfigScope)
	_, err = s.SetConfig(t.Context(), org.SetConfigRequest{KeyName: "no such key", Scope: org.ConfigOrg})
	require.ErrorIs(t, err, org.ErrConfigKey)
}

func TestCustomFieldsHaveOneNameEach(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	_, err := s.CustomFieldsV1(t.Context(), org.CustomFieldsOptionsV1{})
	require.ErrorIs(t, err, org.ErrFieldsOfScopeNotFound)
	r := org.CreateCustomFieldsRequest{Scope: org.ScopeOrg, CustomFields: []org.CustomFieldRequest{
		{Name: "Mail colour", Type: org.FieldText, DataType: org.DataString, DefaultValue: "#1234"},
		{Name: "Footer", Type: org.FieldText, DataType: org.DataString, IsDisabled: new(org.Yes)}}}
	created, err := s.CreateCustomFields(t.Context(), r)
	require.NoError(t, err)
	require.Len(t, created.CustomFields, 2)
	assert.Equal(t, "#1234", created.CustomFields[0].DefaultValue)
	assert.True(t, created.CustomFields[1].IsDisabled)
	one, err := s.CustomFieldsV1(t.Context(), org.CustomFieldsOptionsV1{Scope: org.ScopeOrg})
	require.NoError(t, err)
	assert.Len(t, one.Items, 2)

	r.CustomFields = r.CustomFields[:1]
	r.Scope = org.ScopeStore
	_, err = s.CreateCustomFields(t.Context(), r)
	require.ErrorIs(t, err, org.ErrFieldNameTaken)
	listed, err := s.CustomFields(t.Context(), org.CustomFieldsOptions{})
	require.NoError(t, err)
	assert.Len(t, listed.Items, 2)
	inUse, err := s.ConfiguredCustomFields(t.Context(), org.ConfiguredCustomFieldsOptions{Scope: org.ScopeOrg})
	require.NoError(t, err)
	require.Len(t, inUse.Items, 1)
	assert.True(t, inUse.Items[0].Scope.Is(org.ScopeOrg))
	both, err := s.ConfiguredCustomFields(t.Context(), org.ConfiguredCustomFieldsOptions{IncludeDisabled: true})
	require.NoError(t, err)
	assert.Len(t, both.Items, 2)

	tagged, err := s.TagCustomField(t.Context(), org.TagCustomFieldRequest{Scope: org.ScopeOrg, EntityID: 100600, CustomField: org.FieldTag{Name: "Footer", Value: "f"}})
	require.NoError(t, err)
	assert.Equal(t, int64(100600), tagged.EntityID)
	_, err = s.TagCustomField(t.Context(), org.TagCustomFieldRequest{Scope: "SHOE", EntityID: 1, CustomField: org.FieldTag{Name: "Footer"}})
	require.ErrorIs(t, err, org.ErrInvalidFieldScope)

	for n := range 6 {
		_, err = s.CreateCustomFields(t.Context(), org.CreateCustomFieldsRequest{Scope: org.ScopeOrg, CustomFields: []org.CustomFieldRequest{
			{Name: "audited " + string(rune('a'+n)), Type: org.FieldText, DataType: org.DataString, EnableAuditTrail: new(org.Yes)}}})
		if n < 5 {
			require.NoError(t, err)
		}
	}
	require.ErrorIs(t, err, org.ErrTooManyAuditedFields)
}

func TestExtendedFieldsAreShownAsTheyWereConfigured(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	fields, err := s.ExtendedFields(t.Context(), org.ExtendedFieldsOptions{})
	require.NoError(t, err)
	require.NotEmpty(t, fields["customer"])
	gender := fields["customer"][0]
	assert.Equal(t, []string{"Female", "Male", "Other"}, gender.PossibleValues)
	for _, hidden := range []bool{true, false} {
		config, err := s.ConfigureExtendedField(t.Context(), org.ConfigureExtendedFieldRequest{ExtendedFieldID: gender.ID, HideDisplay: hidden, Mandatory: new(true)})
		require.NoError(t, err)
		assert.Equal(t, hidden, config.HideDisplay)
	}
	for _, list := range []func() ([]org.ExtendedFieldConfig, error){
		func() ([]org.ExtendedFieldConfig, error) {
			return s.ExtendedFieldConfig(t.Context(), org.ExtendedFieldConfigOptions{})
		},
		func() ([]org.ExtendedFieldConfig, error) {
			return s.ExtendedFieldConfigs(t.Context(), org.ExtendedFieldConfigsOptions{})
		},
	} {
		configs, err := list()
		require.NoError(t, err)
		require.Len(t, configs, 1)
		assert.True(t, configs[0].Mandatory)
	}
	_, err = s.ConfigureExtendedField(t.Context(), org.ConfigureExtendedFieldRequest{ExtendedFieldID: 999})
	require.Error(t, err)
}

func TestSourcesHaveAccounts(t *testing.T) {
	t.Parallel()
	const orgID = 100600
	s, _ := organization(t)
	sources, err := s.SourcesMeta(t.Context(), org.SourcesMetaOptions{})
	require.NoError(t, err)
	source := sources.Items[len(sources.Items)-1]
	settings, err := s.SourceConfigs(t.Context(), orgID, source.ID, org.SourceConfigsOptions{})
	require.NoError(t, err)
	require.NotEmpty(t, settings.Items)
	_, err = s.SourceConfigs(t.Context(), orgID, 999, org.SourceConfigsOptions{})
	require.ErrorIs(t, err, org.ErrNoSourceConfigs)

	r := org.SourceAccountRequest{Name: "fjord", SourceAccountIdentifier: "fjord-app", SourceTypeName: source.Name,
		Configs: map[string]capillary.Secret{settings.Items[0].Name: capillary.NewSecret("t-1")}}
	added, err := s.AddSource(t.Context(), orgID, r)
	require.NoError(t, err)
	assert.Equal(t, source.ID, added.SourceTypeID)
	_, err = s.AddSource(t.Context(), orgID, r)
	require.ErrorIs(t, err, org.ErrSourceExists)
	r.SourceTypeName = "PIGEON"
	_, err = s.AddSource(t.Context(), orgID, r)
	require.ErrorIs(t, err, org.ErrInvalidSourceType)
	_, err = s.AddSource(t.Context(), 1, r)
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "the code says that it failed or that the organisation is wrong")

	for n, update := range []func(org.SourceAccountRequest) error{
		func(r org.SourceAccountRequest) error {
			_, err := s.UpdateSource(t.Context(), orgID, added.UUID, r)
			return err
		},
		func(r org.SourceAccountRequest) error {
			_, err := s.UpdateSourceByQuery(t.Context(), orgID, added.UUID, r)
			return err
		},
	} {
		name := []string{"fjord 2", "fjord 3"}[n]
		require.NoError(t, update(org.SourceAccountRequest{Name: name, IsActive: new(false)}))
		account, err := s.Source(t.Context(), orgID, org.SourceRequest{UUID: added.UUID})
		require.NoError(t, err)
		assert.Equal(t, name, account.Name)
		assert.False(t, account.IsActive)
		assert.Equal(t, "t-1", account.Configs[settings.Items[0].Name].Reveal())
		assert.True(t, noon.Equal(account.Attribution.CreateDate))
	}
	all, err := s.Sources(t.Context(), orgID, org.SourcesOptions{Details: true})
	require.NoError(t, err)
	require.Len(t, all.Items, 1)
	_, err = s.Source(t.Context(), orgID, org.SourceRequest{UUID: "none"})
	require.ErrorIs(t, err, org.ErrSourceNotFound)
	_, err = s.UpdateSource(t.Context(), orgID, "none", org.SourceAccountRequest{Name: "x"})
	require.ErrorIs(t, err, org.ErrInvalidUUID)
}

func TestVerticalsComeAndGo(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	var names []string
	for v, err := range s.AllVerticalsMeta(t.Context(), org.VerticalsOptions{Limit: 2}) {
		require.NoError(t, err)
		names = append(names, v.Name)
	}
	assert.Len(t, names, 5)
	for _, id := range []int64{4, 1} {
		_, err := s.AddVertical(t.Context(), org.AddVerticalRequest{OrgID: 100600, VerticalID: id, IsActive: true})
		require.NoError(t, err)
	}
	_, err := s.AddVertical(t.Context(), org.AddVerticalRequest{VerticalID: 4, IsActive: true})
	require.ErrorIs(t, err, org.ErrVerticalMapped)
	require.ErrorIs(t, err, capillary.ErrDuplicate)
	_, err = s.AddVertical(t.Context(), org.AddVerticalRequest{VerticalID: 99, IsActive: true})
	require.ErrorIs(t, err, org.ErrInvalidVertical)
	_, err = s.AddVertical(t.Context(), org.AddVerticalRequest{VerticalID: 2, VerticalName: "Boats", IsActive: true})
	require.ErrorIs(t, err, org.ErrInvalidVerticalName)
	removed, err := s.RemoveVertical(t.Context(), 4, org.RemoveVerticalOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(4), removed.VerticalID)
	_, err = s.RemoveVertical(t.Context(), 4, org.RemoveVerticalOptions{})
	require.ErrorIs(t, err, org.ErrVerticalNotFound)
	var left []string
	for v, err := range s.AllVerticals(t.Context(), org.VerticalsOptions{}) {
		require.NoError(t, err)
		left = append(left, v.VerticalName)
	}
	assert.Equal(t, []string{"Jewellery"}, left)
}

func TestCurrencyRatiosAreWrittenOver(t *testing.T) {
	t.Parallel()
	s, _ := organization(t)
	for _, ratio := range []string{"50", "51.25"} {
		set, err := s.UpdateCurrencyRatio(t.Context(), org.UpdateCurrencyRatioRequest{CurrencyCode: "SGD", RatioINR: decimal.RequireFromString(ratio)})
		require.NoError(t, err)
		assert.True(t, set.RatioINR.Equal(decimal.RequireFromString(ratio)), set.RatioINR)
	}
	ratios, err := s.CurrencyRatios(t.Context(), org.CurrencyRatiosOptions{})
	require.NoError(t, err)
	require.Len(t, ratios.Items, 1)
	assert.Equal(t, "51.25", ratios.Items[0].RatioINR.String())
	_, err = s.UpdateCurrencyRatio(t.Context(), org.UpdateCurrencyRatioRequest{CurrencyCode: "CROWN", RatioINR: decimal.NewFromInt(1)})
	require.ErrorIs(t, err, org.ErrInvalidCurrency)
}
