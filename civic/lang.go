package civic

// Lang is a language that the programme speaks.
type Lang string

// The languages.
const (
	LangRU Lang = "ru"
	LangUK Lang = "uk"
	LangEN Lang = "en"
)

// Langs lists all languages.
func Langs() []Lang { return []Lang{LangRU, LangUK, LangEN} }

// Title is a name in every language.
type Title struct {
	RU string `json:"ru"`
	UK string `json:"uk"`
	EN string `json:"en"`
}

// In is the name in a language; in an unknown one it is English.
func (t Title) In(lang Lang) string {
	switch lang {
	case LangRU:
		return t.RU
	case LangUK:
		return t.UK
	}
	return t.EN
}

// Sayings are what people say for a thing, in every language; each phrase in lower case, the commonest first.
type Sayings struct {
	RU []string `json:"ru"`
	UK []string `json:"uk"`
	EN []string `json:"en"`
}

// In is what people say in a language; in an unknown one it is English. The slice is shared: don't change it.
func (s Sayings) In(lang Lang) []string {
	switch lang {
	case LangRU:
		return s.RU
	case LangUK:
		return s.UK
	}
	return s.EN
}
