package lang_test

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/lang"
)

func voice(t *testing.T, l civic.Lang) *lang.Voice {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Voice(l)
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		lang civic.Lang
		n    int
		want string
	}{
		{civic.LangRU, 0, "0 обращений"},
		{civic.LangRU, 1, "1 обращение"},
		{civic.LangRU, 2, "2 обращения"},
		{civic.LangRU, 11, "11 обращений"},
		{civic.LangRU, 21, "21 обращение"},
		{civic.LangRU, 10_000, "10\u00a0000 обращений"},
		{civic.LangUK, 5, "5 звернень"},
		{civic.LangUK, 22, "22 звернення"},
		{civic.LangEN, 1, "1 report"},
		{civic.LangEN, 1234, "1,234 reports"},
	} {
		if got := voice(t, c.lang).Count("count.reports", c.n, nil); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestUnknownKeyIsSeen(t *testing.T) {
	v := voice(t, civic.LangRU)
	if v.Has("no.such") || v.Say("no.such") != "no.such" {
		t.Errorf("Has %v, Say %q", v.Has("no.such"), v.Say("no.such"))
	}
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Voice("xx").Lang(); got != civic.LangRU {
		t.Errorf("an unknown language is %s", got)
	}
}

func TestNumbersAndSizes(t *testing.T) {
	ru, en := voice(t, civic.LangRU), voice(t, civic.LangEN)
	for got, want := range map[string]string{
		ru.Number(0): "0", ru.Number(-1): "\u22121", ru.Number(9999): "9999", ru.Number(1_234_567): "1\u00a0234\u00a0567", en.Number(9999): "9,999",
		ru.Bytes(0): "0\u00a0кБ", ru.Bytes(1): "1\u00a0кБ", ru.Bytes(1499): "1\u00a0кБ", ru.Bytes(999_499): "999\u00a0кБ", ru.Bytes(999_500): "1\u00a0МБ",
		ru.Bytes(3_400_000): "3,4\u00a0МБ", en.Bytes(3_400_000): "3.4\u00a0MB", ru.Bytes(1_250_000_000): "1,2\u00a0ГБ", en.Speed(18_000): "18\u00a0kB/s",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTimes(t *testing.T) {
	now := time.Date(2026, 11, 24, 14, 51, 0, 0, time.Local)
	ru, en := voice(t, civic.LangRU), voice(t, civic.LangEN)
	for _, c := range []struct{ got, want string }{
		{ru.Moment(now.Add(-time.Hour), now), "сегодня, 13:51"},
		{ru.Moment(now.AddDate(0, 0, -1), now), "вчера, 14:51"},
		{ru.Moment(now.AddDate(0, 0, 1), now), "завтра, 14:51"},
		{ru.Moment(now.AddDate(0, 0, -4), now), "20 ноября, 14:51"},
		{ru.Moment(now.AddDate(-1, 0, 0), now), "24 ноября 2025, 14:51"},
		{ru.Since(now.Add(-time.Minute), now), "14:50"},
		{en.Since(now.AddDate(0, -1, 0), now), "24 October, 14:51"},
		{ru.Span(civic.Span{N: 3, Unit: civic.UnitWorkingDay}), "3 рабочих дня"},
		{voice(t, civic.LangUK).Span(civic.Span{N: 8, Unit: civic.UnitWorkingHour}), "8 робочих годин"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
