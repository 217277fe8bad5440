package notify_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/casework"
)

// linkIn is the path that a letter's link of a kind leads to.
func linkIn(t *testing.T, letter, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindString(strings.ReplaceAll(letter, "=3D", "="))
	if found == "" {
		t.Fatalf("no %s in %s", pattern, letter)
	}
	return found
}

// Somebody without an account reports with a browser and leaves an address: a letter asks whether it is theirs, and from then on letters lead
// them to their report, before the public sees it, until they want no more. A neighbour follows the same way once it is public.
func TestLettersToThoseWithoutAnAccount(t *testing.T) {
	w := newTown(t)
	author, neighbour := w.Nobody(t), w.Nobody(t)
	stamp := regexp.MustCompile(`name="stamp" value="([^"]+)"`)
	page := author.Get("/report/new").Status(http.StatusOK)
	w.Clock.Add(time.Minute)
	sent := author.Form("/report/new", url.Values{
		"stamp": {stamp.FindStringSubmatch(page.Body)[1]}, "act": {"send"}, "text": {"Яма"}, "category": {"roads-pothole"}, "settlement": {"Ставчены"},
		"email": {"roza@example.org"}, "consent": {"1"},
	}).Status(http.StatusSeeOther)
	own := strings.TrimSuffix(sent.Header.Get("Location"), "?sent")
	w.later(time.Minute)
	letters := w.post.To("roza@example.org")
	if len(letters) != 1 || strings.Contains(letters[0], own) {
		t.Fatalf("%d letters; the secret link goes to nobody who hasn't shown that the address is theirs: %q", len(letters), letters)
	}
	asked := linkIn(t, letters[0], `/follow/[A-Za-z0-9_-]+`)
	author.Get(asked).Status(http.StatusOK)
	w.post.Clear()
	var id civic.ReportID
	for _, r := range w.AllReports(t) {
		id = r.ID
	}
	w.act(id, civic.ActAssign)
	w.later(time.Hour)
	if n := len(w.post.To("roza@example.org")); n != 0 {
		t.Errorf("%d letters to who only opened the link", n)
	}
	author.Form(asked, url.Values{"act": {"confirm"}}).Status(http.StatusOK)
	neighbour.Form("/reports/"+id.String()+"/follow", url.Values{"email": {"igor@example.org"}}).Status(http.StatusOK)
	w.later(time.Minute)
	asks := w.post.To("igor@example.org")
	if len(asks) != 1 {
		t.Fatalf("%d letters to the neighbour", len(asks))
	}
	neighbour.Form(linkIn(t, asks[0], `/follow/[A-Za-z0-9_-]+`), url.Values{"act": {"confirm"}}).Status(http.StatusOK)
	w.post.Clear()
	another := w.told()
	w.act(another.ID, civic.ActAssign)
	w.act(id, civic.ActMerge, func(d *casework.Deed) { d.Into = another.ID })
	w.later(24 * time.Hour)
	got := w.post.To("roza@example.org")
	if len(got) != 1 {
		t.Fatalf("%d letters to the author", len(got))
	}
	if linkIn(t, got[0], `/r/[a-z2-7]{24}`) != own || !strings.Contains(got[0], asked) {
		t.Errorf("without the report's link, or without how to stop: %s", got[0])
	}
	author.Form(asked, url.Values{"act": {"stop"}}).Status(http.StatusOK)
	author.Get(asked).Status(http.StatusNotFound)
}
