package civic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestResembles(t *testing.T) {
	anna := Signatory{Name: "Семёнова Анна Сергеевна", Address: "ул. Лесная, 12", Birth: Date{Year: 1961}}
	for name, row := range map[string]struct {
		change func(*Signatory, *Petition)
		want   Resemblance
	}{
		"the same":         {func(s *Signatory, _ *Petition) { s.Name = "анна сергеевна Семенова" }, ""},
		"initials":         {func(s *Signatory, _ *Petition) { s.Name = "Семенова А. С." }, LikeInitials},
		"no patronymic":    {func(s *Signatory, _ *Petition) { s.Name = "Семенова Анна" }, LikeInitials},
		"in Latin letters": {func(s *Signatory, _ *Petition) { s.Name = "Semyonova Anna Sergeevna" }, LikeLatin},
		"another spelling": {func(s *Signatory, _ *Petition) { s.Name = "Semenova Ana Sergeyevna" }, LikeLatin},
		"a Latin address":  {func(s *Signatory, _ *Petition) { s.Address = "Lesnaya 12" }, LikeLatin},
		"a slip":           {func(s *Signatory, _ *Petition) { s.Name = "Семинова Анна Сергеевна" }, LikeSlip},
		"she moved":        {func(s *Signatory, _ *Petition) { s.Address = "ул. Садовая, 3" }, LikeAddress},
		"another year":     {func(s *Signatory, _ *Petition) { s.Birth.Year = 1967 }, LikeBirth},
		"her mother":       {func(s *Signatory, _ *Petition) { s.Birth.Year = 1938 }, ""},
		"her sister":       {func(s *Signatory, _ *Petition) { s.Name = "Семёнова Мария Сергеевна" }, ""},
		"her husband":      {func(s *Signatory, _ *Petition) { s.Name = "Семёнов Пётр Ильич" }, ""},
		"a neighbour": {func(s *Signatory, _ *Petition) {
			s.Name, s.Address = "Семинова Анна Сергеевна", "ул. Лесная, 14"
		}, ""},
		"nobody asks birth": {func(s *Signatory, p *Petition) { p.Birth, s.Name = BirthNone, "Семенова А. С." }, LikeInitials},
		"a whole date": {func(s *Signatory, p *Petition) {
			p.Birth, s.Name, s.Address = BirthDate, "Семенова А. С.", "переехала"
		}, LikeInitials},
	} {
		p, other := bridge(t), anna
		row.change(&other, &p)
		got, back := p.Resembles(anna, other), p.Resembles(other, anna)
		if got != row.want || back != row.want {
			t.Errorf("%s: %q and %q, want %q", name, got, back, row.want)
		}
		if shared := slices.ContainsFunc(p.Clues(anna), func(c string) bool { return slices.Contains(p.Clues(other), c) }); row.want != "" && !shared {
			t.Errorf("%s: no clue leads from one to the other", name)
		}
	}
	if got := latin("щука"); got != latin("shchuka") || latinWords("Їжак")[0] != latin("izhak") || latin("ъ") == "" {
		t.Errorf("%q", got)
	}
}

// Whatever is compared: the order makes no difference, and who is alike is never the same.
func TestResemblesIsMutual(t *testing.T) {
	name := rapid.SampledFrom([]string{"Петрова Анна", "Petrova A", "Петрова А. С.", "", "Ы", "Петрова Анна Сергеевна", "Путрова Анна"})
	home := rapid.SampledFrom([]string{"Лесная 12", "Lesnaya 12", "", "ул."})
	rapid.Check(t, func(t *rapid.T) {
		p := Petition{Birth: rapid.SampledFrom([]BirthRule{BirthNone, BirthYear, BirthDate}).Draw(t, "rule")}
		who := func(n string) Signatory {
			return Signatory{Name: name.Draw(t, n), Address: home.Draw(t, n+" home"), Birth: Date{Year: rapid.IntRange(1960, 1962).Draw(t, n+" born")}}
		}
		a, b := who("a"), who("b")
		if p.Resembles(a, b) != p.Resembles(b, a) || p.Resembles(a, a) != "" {
			t.Errorf("%+v, %+v: %q %q", a, b, p.Resembles(a, b), p.Resembles(b, a))
		}
	})
}
