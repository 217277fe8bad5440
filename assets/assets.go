package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows and Android have no zones of their own, and a deadline must not depend on the machine

	"priyom/civic"
)

//go:embed classifier calendar phrases
var files embed.FS

// Classifier parses the classifier. Keep the result: it is immutable, and parsing takes some 20 ms.
func Classifier() (*civic.Classifier, error) {
	dir, err := fs.Sub(files, "classifier")
	if err != nil {
		return nil, err
	}
	return civic.ParseClassifier(dir)
}

// Calendar parses one of Calendars: "ru", "uk" or "five-day". It has the clocks of the capital, or of UTC; Calendar.In moves it
// to another zone. The error is fs.ErrNotExist for an unknown name.
func Calendar(slug string) (*civic.Calendar, error) {
	data, err := CalendarData(slug)
	if err != nil {
		return nil, err
	}
	return civic.ParseCalendar(data, time.LoadLocation)
}

// CalendarData is one of Calendars as civic.ParseCalendar reads it. The error is fs.ErrNotExist for an unknown name.
func CalendarData(slug string) ([]byte, error) {
	if !slices.Contains(Calendars(), slug) {
		return nil, fmt.Errorf("calendar %q: %w", slug, fs.ErrNotExist)
	}
	return files.ReadFile("calendar/" + slug + ".json")
}

// Calendars lists the names of all calendars in alphabetical order.
func Calendars() []string {
	return names(files, "calendar/", ".json")
}

// names are the files of a folder with an ending, without either, in alphabetical order.
func names(from fs.FS, folder, ending string) []string {
	found, err := fs.Glob(from, folder+"*"+ending)
	if err != nil {
		return nil // only a malformed pattern can fail
	}
	for i, name := range found {
		found[i] = strings.TrimSuffix(path.Base(name), ending)
	}
	return found
}

// Phrases parses the phrase book.
func Phrases() (*civic.PhraseBook, error) {
	dir, err := fs.Sub(files, "phrases")
	if err != nil {
		return nil, err
	}
	return civic.ParsePhrases(dir)
}
