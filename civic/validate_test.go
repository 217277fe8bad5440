package civic

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestValidate(t *testing.T) {
	c := testClassifier(t)
	anonymous := func(r *Report) { r.Reporter = Reporter{} }
	photo := Photo{State: PhotoNew, Original: BlobRef{Size: 1}}
	tests := map[string]struct {
		change func(*Report)
		want   []string // field: key, without "validate."
	}{
		"whole":             {func(*Report) {}, nil},
		"anonymous":         {anonymous, nil},
		"nothing in it":     {func(r *Report) { *r = Report{} }, []string{"category: category.missing", "text: text.empty", "urgency: enum.unknown", "channel: enum.unknown"}},
		"unknown category":  {func(r *Report) { r.Category = "roads-dragon" }, []string{"category: category.unknown"}},
		"unknown status":    {func(r *Report) { r.Status = "lost" }, []string{"status: enum.unknown"}},
		"unknown urgency":   {func(r *Report) { r.Urgency = "tomorrow" }, []string{"urgency: enum.unknown"}},
		"unknown channel":   {func(r *Report) { r.Channel = "pigeon" }, []string{"channel: enum.unknown"}},
		"unknown reply":     {func(r *Report) { r.Reporter.Reply = "pigeon" }, []string{"reporter.reply: enum.unknown"}},
		"unknown source":    {func(r *Report) { r.Place.Source = "dream" }, []string{"place.source: enum.unknown"}},
		"blank text":        {func(r *Report) { r.Text = " \n\t" }, []string{"text: text.empty"}},
		"lines":             {func(r *Report) { r.Text = "Яма.\r\nБольшая.\n\tОчень." }, nil},
		"4000 characters":   {func(r *Report) { r.Text = strings.Repeat("ё", MaxText) }, nil},
		"4001 characters":   {func(r *Report) { r.Text = strings.Repeat("ё", MaxText+1) }, []string{"text: text.long"}},
		"a bell":            {func(r *Report) { r.Text = "Яма\a" }, []string{"text: text.control"}},
		"a next line":       {func(r *Report) { r.Text = "Яма\u0085" }, []string{"text: text.control"}},
		"broken UTF-8":      {func(r *Report) { r.Text = "Яма\xff" }, []string{"text: text.control"}},
		"emoji":             {func(r *Report) { r.Text = "👩\u200d🌾 яма" }, nil},
		"address only":      {func(r *Report) { r.Place = Place{Address: "Лесная, 12"} }, nil},
		"position only":     {func(r *Report) { r.Place.Address = "" }, nil},
		"nowhere":           {func(r *Report) { r.Place = Place{Address: " "} }, nil},
		"phone in brackets": {func(r *Report) { r.Reporter.Phone = "+7 (912) 000-41-15" }, nil},
		"long address":      {func(r *Report) { r.Place.Address = strings.Repeat("я", MaxAddress+1) }, []string{"place.address: address.long"}},
		"address in lines":  {func(r *Report) { r.Place.Address = "Лесная\n12" }, []string{"place.address: address.control"}},
		"settlement":        {func(r *Report) { r.Place.Settlement = "\x1b" }, []string{"place.settlement: settlement.control"}},
		"north of the pole": {func(r *Report) { r.Place.Position.Lat = 90.001 }, []string{"place.position: position.range"}},
		"at the pole":       {func(r *Report) { r.Place.Position = Position{Lat: -90, Lon: 180} }, nil},
		"NaN":               {func(r *Report) { r.Place.Position.Lon = Degrees(math.NaN()) }, []string{"place.position: position.range"}},
		"infinite":          {func(r *Report) { r.Place.Position.Lat = Degrees(math.Inf(-1)) }, []string{"place.position: position.range"}},
		"too inaccurate":    {func(r *Report) { r.Place.Position.Accuracy = Metres(math.Inf(1)) }, []string{"place.position: position.range"}},
		"less than exact":   {func(r *Report) { r.Place.Position.Accuracy = -1 }, []string{"place.position: position.range"}},
		"nobody's position": {func(r *Report) { r.Place.Source = SourceNone }, []string{"place.position: position.source"}},

		"ten photos":    {func(r *Report) { r.Photos = slices.Repeat([]Photo{photo}, MaxPhotos) }, nil},
		"eleven photos": {func(r *Report) { r.Photos = slices.Repeat([]Photo{photo}, MaxPhotos+1) }, []string{"photos: photos.many"}},
		"no file":       {func(r *Report) { r.Photos = []Photo{photo, {State: PhotoPrepared}} }, []string{"photos.1: photo.missing"}},
		"empty file":    {func(r *Report) { r.Photos = []Photo{{State: PhotoNew, Original: BlobRef{SHA256: [32]byte{1}}}} }, []string{"photos.0: photo.missing"}},
		"unknown state": {func(r *Report) { r.Photos = []Photo{{State: "eaten", Original: photo.Original}} }, []string{"photos.0.state: enum.unknown"}},
		"photo off Earth": {func(r *Report) {
			r.Photos = []Photo{{State: PhotoNew, Original: photo.Original, Located: true, Position: Position{Lat: 91}}}
		}, []string{"photos.0.position: position.range"}},
		"no place, no sin": {func(r *Report) {
			r.Photos = []Photo{{State: PhotoNew, Original: photo.Original, Position: Position{Lat: 91}}}
		}, nil},
		"full circle": {func(r *Report) {
			r.Photos = []Photo{{State: PhotoNew, Original: photo.Original, Bore: true, Bearing: 360}}
		}, []string{"photos.0.bearing: bearing.range"}},
		"no direction": {func(r *Report) {
			r.Photos = []Photo{{State: PhotoNew, Original: photo.Original, Bore: true, Bearing: Degrees(math.NaN())}}
		}, []string{"photos.0.bearing: bearing.range"}},

		"post without both":    {func(r *Report) { r.Reporter = Reporter{Reply: ReplyPost} }, []string{"reporter.name: name.missing", "reporter.address: reply-address.missing"}},
		"post without address": {func(r *Report) { r.Reporter.Reply, r.Reporter.Address = ReplyPost, " " }, []string{"reporter.address: reply-address.missing"}},
		"phone without phone":  {func(r *Report) { r.Reporter.Reply, r.Reporter.Phone = ReplyPhone, "" }, []string{"reporter.phone: phone.missing"}},
		"pickup without name":  {func(r *Report) { r.Reporter.Reply, r.Reporter.Name = ReplyPickup, "" }, []string{"reporter.name: name.missing"}},
		"pickup":               {func(r *Report) { r.Reporter.Reply, r.Reporter.Address, r.Reporter.Phone = ReplyPickup, "", "" }, nil},
		"without consent":      {func(r *Report) { r.Reporter.Consent = Consent{} }, []string{"reporter.consent: consent.missing"}},
		"a phone is personal":  {func(r *Report) { r.Reporter = Reporter{Phone: "2 15 40"} }, []string{"reporter.consent: consent.missing"}},
		"consent to nothing":   {func(r *Report) { r.Reporter = Reporter{Consent: Consent{Given: true}} }, nil},
		"long name":            {func(r *Report) { r.Reporter.Name = strings.Repeat("и", MaxName+1) }, []string{"reporter.name: name.long"}},
		"name in lines":        {func(r *Report) { r.Reporter.Name = "Анна\nИвановна" }, []string{"reporter.name: name.control"}},
		"long home":            {func(r *Report) { r.Reporter.Address = strings.Repeat("и", MaxAddress+1) }, []string{"reporter.address: address.long"}},
		"no phone at all":      {func(r *Report) { r.Reporter.Phone = "at the neighbour's" }, []string{"reporter.phone: phone.implausible"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := wholeReport()
			tt.change(&r)
			got := r.Validate(c)
			if keys := keys(got); !slices.Equal(keys, tt.want) {
				t.Errorf("got %q, want %q", keys, tt.want)
			}
			if (got.Err() == nil) != (tt.want == nil) {
				t.Errorf("as an error %v", got.Err())
			}
			public := slices.DeleteFunc(slices.Clone(tt.want), func(s string) bool { return strings.HasPrefix(s, "reporter.") })
			if keys := keys(r.ValidatePublic(c)); !slices.Equal(keys, public) {
				t.Errorf("in public %q, want %q", keys, public)
			}
		})
	}
}

func TestPlausiblePhone(t *testing.T) {
	for in, want := range map[string]bool{
		"+7 912 345 67 89": true, "89123456789": true, "21540": true, "+380 50 123 45 67": true, "2 15 40": true,
		"2154": false, "": false, "+": false, "     ": false, "112 +": false, "8-912-345": true, "123456789012345678901": false,
		"12345\n": false, "٠١٢٣٤٥": false, "++7912345": false, "1 2 3": false,
	} {
		if got := plausiblePhone(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestProblemArgs(t *testing.T) {
	r := wholeReport()
	r.Text = strings.Repeat("а", MaxText+7)
	r.Reporter.Reply, r.Reporter.Phone = ReplyPhone, ""
	want := Problems{
		{"text", "validate.text.long", map[string]any{"Max": MaxText, "Over": 7}},
		{"reporter.phone", "validate.phone.missing", map[string]any{"Reply": "phone"}},
	}
	got := r.Validate(testClassifier(t))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if of := got.Of("reporter"); len(of) != 1 || of[0].Field != "reporter.phone" || len(got.Of("report")) != 0 || len(got) != 2 {
		t.Errorf("of the reporter: %+v", of)
	}
}

func TestNoClassifierKnowsNoCategory(t *testing.T) {
	if got := keys(wholeReport().Validate(nil)); !slices.Equal(got, []string{"category: category.unknown"}) {
		t.Errorf("got %q", got)
	}
}

// The log sees the error, and nothing that anybody typed may be in it.
func TestProblemsKeepSecrets(t *testing.T) {
	c := testClassifier(t)
	rapid.Check(t, func(t *rapid.T) {
		const canary = "канарейка"
		secret := canary + rapid.String().Draw(t, "typed")
		r := Report{
			Category: CategorySlug(secret), Text: secret + "\a", Urgency: Urgency(secret), Channel: Channel(secret), Status: Status(secret),
			Place:    Place{Address: secret, Settlement: secret, Source: Source(secret)},
			Photos:   []Photo{{Name: secret, State: PhotoState(secret), Problem: secret}},
			Reporter: Reporter{Name: secret, Phone: secret, Address: secret, Reply: ReplyBy(secret)},
		}
		p := r.Validate(c)
		if len(p) < 8 {
			t.Fatalf("only %v", p)
		}
		if text := fmt.Sprintf("%v %+v", p.Err(), []Problem(p)); strings.Contains(text, canary) {
			t.Fatal(text)
		}
	})
}

func keys(p Problems) []string {
	var keys []string
	for _, one := range p {
		keys = append(keys, one.Field+": "+strings.TrimPrefix(one.Key, "validate."))
	}
	return keys
}

// wholeReport has everything and nothing wrong.
func wholeReport() Report {
	return Report{
		ID: ReportID{1}, Number: "ST-04-0413", Status: StatusDraft, Category: "roads-pothole", Text: "Яма у магазина.",
		Urgency: UrgencyOrdinary, Channel: ChannelPerson,
		Place:  Place{Address: "Лесная, 12", Settlement: "Ивановка", Position: Position{Lat: 55.7, Lon: 37.6, Accuracy: 8}, Source: SourceGPS},
		Photos: []Photo{{ID: PhotoID{2}, State: PhotoPrepared, Original: BlobRef{SHA256: [32]byte{3}, Size: 1 << 20}}},
		Reporter: Reporter{
			Name: "Анна Ивановна Петрова", Phone: "+7 912 345 67 89", Address: "Ивановка, Лесная, 12, 162000", Reply: ReplyPost,
			Consent: Consent{Given: true, Sheet: "С-17", Version: "2026-01"},
		},
		CapturedAt: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
	}
}

func TestAdvice(t *testing.T) {
	for name, c := range map[string]struct {
		place Place
		want  int
	}{
		"nowhere": {Place{Address: " "}, 1}, "an address": {Place{Address: "Лесная, 8"}, 0}, "a village": {Place{Settlement: "Ивановка"}, 0},
		"a point": {Place{Source: SourceGPS, Position: Position{Lat: 47, Lon: 28}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Report{Place: c.place}).Advice(); len(got) != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
