package kit

import (
	"context"
	"net/http"
	"strings"
	"unicode/utf8"

	"priyom/portal/accounts"
)

// Person is who asks. Without either they didn't sign in. Somebody may be both.
type Person struct {
	Staff   *accounts.Staff
	Citizen *accounts.Citizen
}

// short is a name as a colleague would write it on a door: the surname, and the initials of what follows it.
func short(name string) string {
	words := strings.Fields(name)
	if len(words) < 3 {
		return strings.Join(words, " ")
	}
	for i, w := range words[1:] {
		first, _ := utf8.DecodeRuneInString(w)
		words[i+1] = string(first) + "."
	}
	return words[0] + " " + strings.Join(words[1:], "\u00a0")
}

// Identify finds out who sends a request. It may set or end cookies.
type Identify func(rw http.ResponseWriter, r *http.Request) (Person, error)

type personKey struct{}

// Who is who asks, in a request that came through Mux.
func Who(ctx context.Context) Person {
	p, _ := ctx.Value(personKey{}).(Person)
	return p
}

// As makes a context in which somebody asks.
func As(ctx context.Context, p Person) context.Context { return context.WithValue(ctx, personKey{}, p) }
