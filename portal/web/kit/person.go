package kit

import (
	"context"
	"net/http"

	"priyom/portal/accounts"
)

// Person is who asks. Without either they didn't sign in. Somebody may be both.
type Person struct {
	Staff   *accounts.Staff
	Citizen *accounts.Citizen
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
