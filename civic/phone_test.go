package civic

import "testing"

func TestGroupPhone(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "+7 912 000-41-15": "+7 912 000-41-15", "89120004115": "+7 912 000-41-15", "9120004115": "+7 912 000-41-15",
		"+79120004115": "+7 912 000-41-15", "0671234567": "+380 67 123-45-67", "380671234567": "+380 67 123-45-67",
		"079555014": "+373 79 555-014", "+37379555014": "+373 79 555-014", "51234": "5-12-34", "512345": "51-23-45",
		"(47012) 2-15-33": "(47012) 2-15-33", "112": "112", "+1 202 555 0100": "+1 202 555 0100", " 51234 ": "5-12-34",
	} {
		if got := GroupPhone(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if got := GroupPhone(GroupPhone(in)); got != want {
			t.Errorf("%q grouped twice: %q", in, got)
		}
	}
}

func TestPhoneKey(t *testing.T) {
	for _, same := range [][]string{
		{"+7 912 000-41-15", "89120004115", "8 (912) 000 41 15", "9120004115"},
		{"+380 67 123-45-67", "067 1234567"},
		{"5-12-34", "51234"},
		{"+373 79 555-014", "079555014"},
	} {
		for _, s := range same {
			if got := PhoneKey(s); got != PhoneKey(same[0]) {
				t.Errorf("%q: %q, %q: %q", s, got, same[0], PhoneKey(same[0]))
			}
		}
	}
	if PhoneKey("+7 912 000-41-15") == PhoneKey("+7 912 000-41-16") || PhoneKey("нет") != "" {
		t.Error("two phones are one, or none is one")
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "петрова анна  сергеевна": "Петрова Анна Сергеевна", "ПЕТРОВА-СОЛОВЬЁВА АННА": "Петрова-Соловьёва Анна", "Де Ла Круз": "Де Ла Круз",
		"ибн сина А.": "ибн сина А.", "о’коннор": "О’коннор", "а.с. пушкин": "А.С. Пушкин", " анна ": "Анна",
	} {
		if got := TidyName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if NameKey("Петрова Анна Сергеевна") != NameKey("анна СЕРГЕЕВНА петрова") || NameKey("Королёв") != NameKey("Королев") || NameKey(" ") != "" {
		t.Error("one name is two")
	}
}
