package civic

import (
	"strings"
	"testing"
)

func TestValidSlug(t *testing.T) {
	for in, want := range map[string]bool{
		"roads": true, "roads-pothole": true, "wifi-4g": true, "4g": true, strings.Repeat("a", 64): true,
		"": false, "-a": false, "a-": false, "a--b": false, "Roads": false, "a_b": false, "a b": false, "дороги": false,
		strings.Repeat("a", 65): false, "a/b": false, "a\x00": false,
	} {
		if got := validSlug(CategorySlug(in)); got != want {
			t.Errorf("validSlug(%q) = %v", in, got)
		}
	}
}
