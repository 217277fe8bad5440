package operation

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
)

// The log keeps what was done in a few fixed words, which no change of the pages' words may alter; people read them in their language.

// say gives the words of a key.
type say func(id string, pairs ...any) (string, error)

// details are forms of what stands beside an act, and their words: every group is a number, or a name of the words' placeholder.
var details = []struct {
	form *regexp.Regexp
	word string
	args []string
}{
	{regexp.MustCompile(`^version (\d+)$`), "audit.said.version", []string{"Number"}},
	{regexp.MustCompile(`^act (\d+)$`), "audit.said.act", []string{"Number"}},
	{regexp.MustCompile(`^act (\d+), (\d+) more$`), "audit.said.act-more", []string{"Number", "More"}},
	{regexp.MustCompile(`^reports (\d+), signatures (\d+) days$`), "audit.said.retention", []string{"Reports", "Signatures"}},
	{regexp.MustCompile(`^(\d+) files$`), "audit.said.files", []string{"N"}},
}

// said is what stands beside an act, in words. What has none stays as it was written.
func said(say say, l db.Audit, loc *time.Location) string {
	for _, d := range details {
		found := d.form.FindStringSubmatch(l.Detail)
		if found == nil {
			continue
		}
		var pairs []any
		for i, name := range d.args {
			n, err := strconv.Atoi(found[i+1])
			if err != nil {
				return l.Detail // longer than any number of ours
			}
			pairs = append(pairs, name, n)
		}
		return word(say, d.word, l.Detail, pairs...)
	}
	if at, ok := strings.CutPrefix(l.Detail, "as of "); ok {
		if t, err := time.Parse(time.RFC3339, at); err == nil {
			return word(say, "audit.said.as-of", l.Detail, "At", t.In(loc).Format("02.01.2006 15:04"))
		}
	}
	switch l.Act {
	case "device-invited":
		if role, n, ok := strings.Cut(l.Detail, " ×"); ok {
			return word(say, "device.role."+role, role) + " × " + n
		}
	case "alarm-seen":
		return word(say, "alarm."+l.Detail, l.Detail)
	case accounts.EventCodesFor:
		if l.Detail == "" {
			return word(say, "account.codesfor.nobody", "")
		}
		return word(say, "account.codesfor."+l.Detail, l.Detail)
	case accounts.EventAdded, accounts.EventChanged:
		return rightsIn(say, l.Detail)
	case accounts.EventReset:
		if l.Detail == string(accounts.EventNoCodes) {
			return word(say, "event."+l.Detail, l.Detail)
		}
	case "phones-setting":
		return word(say, "audit.said.nameless."+l.Detail, l.Detail)
	case "export":
		return filterIn(say, l.Detail)
	}
	return l.Detail
}

// rightsIn says a role and its rights, written as "role: right right".
func rightsIn(say say, detail string) string {
	role, rights, ok := strings.Cut(detail, ": ")
	if !ok {
		return detail
	}
	var all []string
	for _, r := range strings.FieldsFunc(rights, func(r rune) bool { return r == ' ' || r == ',' }) {
		all = append(all, strings.ToLower(word(say, "right."+r, r)))
	}
	if role = word(say, "role."+role, role); len(all) == 0 {
		return role
	}
	return role + ": " + strings.Join(all, ", ")
}

// filterIn says which reports were taken, written as "name=value name=value".
func filterIn(say say, detail string) string {
	names := map[string]string{"settlement": "filter.settlement", "theme": "filter.theme", "department": "filter.department", "from": "audit.from", "till": "audit.till"}
	named := regexp.MustCompile(`(^| )(settlement|theme|department|status|from|till)=`)
	at := named.FindAllStringSubmatchIndex(detail, -1)
	var parts []string
	for i, m := range at {
		end := len(detail)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		name, value := detail[m[4]:m[5]], detail[m[1]:end]
		if name == "status" {
			parts = append(parts, word(say, "status."+value, value))
			continue
		}
		parts = append(parts, word(say, names[name], name)+": "+value)
	}
	if len(parts) == 0 {
		return detail
	}
	return strings.Join(parts, ", ")
}

// word is a key's text; what stands instead if there is none.
func word(say say, key, instead string, pairs ...any) string {
	if text, err := say(key, pairs...); err == nil {
		return text
	}
	return instead
}

// object is what something was done to, as people know it.
type object struct{ Text, Href string }

// objectOf says what something was done to. An id that leads nowhere says nothing to anybody: then there is none.
func objectOf(say say, l db.Audit, known map[db.Account]string) object {
	act := string(l.Act)
	_, notID := civic.ParseReportID(l.Object)
	switch {
	case l.Object == "" || l.Act == "backup" || l.Act == "restore":
		return object{}
	case things[l.Object] != "":
		return object{Text: word(say, things[l.Object], l.Object)}
	case strings.HasPrefix(act, "report.") || l.Act == "erase":
		if notID == nil {
			return object{word(say, "audit.report", l.Object), "/staff/reports/" + l.Object}
		}
	case slices.Contains([]db.AuditAct{"device-revoked", "alarm-seen", "own-device-joined", "own-device-left", "own-device-revoked"}, l.Act):
		if notID == nil {
			return object{word(say, "audit.device", l.Object), "/staff/devices/" + l.Object}
		}
	case l.Act == "petition-answered":
		return object{"№ " + l.Object, "/staff/petitions/" + l.Object}
	case l.Act == "export":
		return object{Text: strings.ToUpper(strings.TrimPrefix(l.Object, "reports."))}
	case l.Act == "retry":
		return object{Text: jobWord(say, db.JobKind(l.Object))}
	case l.Act == "phones-setting":
		return object{}
	}
	if raw, err := hex.DecodeString(l.Object); err == nil && len(raw) == len(db.Account{}) {
		return object{Text: known[db.Account(raw)]}
	}
	if notID == nil {
		return object{}
	}
	return object{Text: l.Object}
}

// jobWord is what a job does, in words.
func jobWord(say say, kind db.JobKind) string {
	return word(say, "jobs.kind."+string(kind), string(kind))
}
