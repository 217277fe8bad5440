package openid

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/keys"
)

// Errors of this package.
var (
	ErrNone    = errors.New("openid: no such provider")
	ErrDown    = errors.New("openid: the provider doesn't answer")
	ErrBack    = errors.New("openid: this isn't the way back of this browser")
	ErrRefused = errors.New("openid: the provider didn't vouch")
)

// Life is how long somebody may take at the provider.
const Life = 10 * time.Minute

const (
	purpose  = "sign-in with a provider"
	patience = 10 * time.Second
	maxReply = 1 << 20
)

// Config is what a client is made of.
type Config struct {
	Accounts *accounts.Office
	Keys     keys.Keys
	Rand     io.Reader
	Now      func() time.Time
}

// Client speaks to providers. What they say of themselves is asked once and kept.
type Client struct {
	Config
	http  *http.Client
	mu    sync.Mutex
	known map[string]*oidc.Provider // by issuer
}

// New makes a client.
func New(c Config) *Client {
	limited := limit{&http.Transport{Proxy: http.ProxyFromEnvironment, ResponseHeaderTimeout: patience, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute}}
	return &Client{Config: c, http: &http.Client{Transport: limited, Timeout: patience}, known: map[string]*oidc.Provider{}}
}

// limit cuts replies that are longer than any provider's.
type limit struct{ next http.RoundTripper }

func (l limit) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := l.next.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, maxReply), res.Body}
	}
	return res, err
}

// trip is what is remembered in the browser while somebody is at the provider.
type trip struct {
	State, Nonce, Verifier, Next string
	Until                        time.Time
}

// Leave is where to send a browser so that a provider tells who sits there; back is this portal's address for the way back. The cookie
// must be with it then. The error is ErrNone or ErrDown.
func (c *Client) Leave(ctx context.Context, provider, back, next string) (to, cookie string, err error) {
	o, _, err := c.provider(ctx, provider, back)
	if err != nil {
		return "", "", err
	}
	t := trip{Verifier: oauth2.GenerateVerifier(), Next: next, Until: c.Now().Add(Life)}
	for _, random := range []*string{&t.State, &t.Nonce} {
		if *random, err = c.random(); err != nil {
			return "", "", err
		}
	}
	if cookie, err = Seal(c.Keys, c.Rand, provider, t); err != nil {
		return "", "", err
	}
	return o.AuthCodeURL(t.State, oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier)), cookie, nil
}

// Return finds out whom a provider sent back, with the query it sent and the cookie of Leave. The error is ErrBack, ErrRefused, ErrDown
// or ErrNone.
func (c *Client) Return(ctx context.Context, provider, back string, query url.Values, cookie string) (who accounts.Claims, next string, err error) {
	var t trip
	if err := Unseal(c.Keys, provider, cookie, &t); err != nil || !c.Now().Before(t.Until) || query.Get("state") == "" || query.Get("state") != t.State {
		return who, "", ErrBack
	}
	if query.Get("error") != "" || query.Get("code") == "" {
		return who, t.Next, ErrRefused
	}
	o, p, err := c.provider(ctx, provider, back)
	if err != nil {
		return who, t.Next, err
	}
	who, err = c.exchange(ctx, o, p, query.Get("code"), t)
	who.Provider = provider
	return who, t.Next, err
}

func (c *Client) exchange(ctx context.Context, o *oauth2.Config, p *oidc.Provider, code string, t trip) (who accounts.Claims, err error) {
	ctx = oidc.ClientContext(ctx, c.http)
	token, err := o.Exchange(ctx, code, oauth2.VerifierOption(t.Verifier))
	if err != nil {
		return who, refused(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.Verifier(&oidc.Config{ClientID: o.ClientID, Now: c.Now}).Verify(ctx, raw)
	if err != nil {
		return who, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if id.Nonce != t.Nonce || id.Subject == "" {
		return who, fmt.Errorf("%w: nonce", ErrRefused)
	}
	said, err := read(id)
	if err != nil {
		return who, err
	}
	if said.Email == "" || said.Name == "" { // some tell these only when asked once more
		info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err == nil && info.Subject == id.Subject {
			if more, err := read(info); err == nil {
				said = said.or(more)
			}
		}
	}
	return accounts.Claims{Issuer: id.Issuer, Subject: id.Subject, Email: said.Email, Verified: bool(said.Verified), Name: said.name()}, nil
}

// refused tells a provider that says no from one that doesn't answer.
func refused(err error) error {
	var no *oauth2.RetrieveError
	if errors.As(err, &no) {
		return fmt.Errorf("%w: %s", ErrRefused, no.ErrorCode) // not the reply: it may say whose code it was
	}
	return fmt.Errorf("%w: %w", ErrDown, err)
}

// provider finds a provider and what it says of itself.
func (c *Client) provider(ctx context.Context, id, back string) (*oauth2.Config, *oidc.Provider, error) {
	list, err := c.Accounts.Providers(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range list {
		if row.ID != id {
			continue
		}
		p, err := c.discover(ctx, row)
		if err != nil {
			return nil, nil, err
		}
		secret, err := c.Accounts.ProviderSecret(row)
		return &oauth2.Config{
			ClientID: row.Client, ClientSecret: secret, Endpoint: p.Endpoint(), RedirectURL: back, Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
		}, p, err
	}
	return nil, nil, ErrNone
}

func (c *Client) discover(ctx context.Context, row db.Provider) (*oidc.Provider, error) {
	c.mu.Lock()
	p := c.known[row.Issuer]
	c.mu.Unlock()
	if p != nil {
		return p, nil
	}
	// Its keys are fetched later, also for others than who asks now.
	p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), c.http), row.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDown, err)
	}
	c.mu.Lock()
	c.known[row.Issuer] = p
	c.mu.Unlock()
	return p, nil
}

func (c *Client) random() (string, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(c.Rand, b); err != nil {
		return "", fmt.Errorf("openid: draw: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// Seal makes a cookie that only this portal reads, for one name.
func Seal(k keys.Keys, random io.Reader, name string, v any) (string, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("openid: %w", err)
	}
	locked, err := k.Lock(purpose, name, plain, random)
	return base64.RawURLEncoding.EncodeToString(locked), err
}

// Unseal is the way back.
func Unseal(k keys.Keys, name, cookie string, v any) error {
	locked, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil {
		return ErrBack
	}
	plain, err := k.Unlock(purpose, name, locked)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBack, err)
	}
	return json.Unmarshal(plain, v)
}
