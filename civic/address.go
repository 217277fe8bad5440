package civic

import "strings"

// fillers are the words of addresses that say nothing by themselves, by their normalised Unicode: street, house, flat, village and
// town with their abbreviations, in Russian and Ukrainian.
var fillers = map[string]bool{
	"\u0443\u043b": true, "\u0443\u043b\u0438\u0446\u0430": true, // ul, ulitsa
	"\u0432\u0443\u043b": true, "\u0432\u0443\u043b\u0438\u0446\u044f": true, // vul, vulytsia
	"\u0434": true, "\u0434\u043e\u043c": true, // d, dom
	"\u0431\u0443\u0434": true, "\u0431\u0443\u0434\u0438\u043d\u043e\u043a": true, // bud, budynok
	"\u043a\u0432": true, "\u043a\u0432\u0430\u0440\u0442\u0438\u0440\u0430": true, // kv, kvartira
	"\u0441": true, "\u0441\u0435\u043b\u043e": true, // s, selo
	"\u043f\u043e\u0441": true, "\u043f\u043e\u0441\u0435\u043b\u043e\u043a": true, // pos, poselok
	"\u0433": true, "\u0433\u043e\u0440\u043e\u0434": true, // g, gorod
	"\u043c": true, "\u043c\u0456\u0441\u0442\u043e": true, // m, misto
	"\u0434\u0435\u0440": true, "\u0434\u0435\u0440\u0435\u0432\u043d\u044f": true, // der, derevnya
	"\u0445\u0443\u0442": true, "\u0445\u0443\u0442\u043e\u0440": true, // khut, khutor
	"\u043f\u0433\u0442": true, "\u0441\u0442": true, // pgt, st
}

// AddressWords brings an address to the form in which two writings of it are compared: normalised, without the words that people
// write or leave out. An address of nothing but such words stays as it is.
func AddressWords(s string) string {
	words := Words(s)
	var kept []string
	for _, w := range words {
		if !fillers[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// SettlementName is AddressWords for the name of a settlement: with its kind and without are one.
func SettlementName(s string) string { return AddressWords(s) }

// SameSettlement says that two names are one settlement's. No name is no settlement's.
func SameSettlement(a, b string) bool {
	return strings.TrimSpace(a) != "" && SettlementName(a) == SettlementName(b)
}
