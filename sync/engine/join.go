package engine

import (
	"context"
	"crypto/ed25519"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/sync/wire"
)

// JoinWay is how a citizen's device comes to a portal.
type JoinWay = wire.JoinWay

// The ways, and what a browser's page leads back to on a phone.
const (
	JoinMail     = wire.JoinMail
	JoinBrowser  = wire.JoinBrowser
	JoinNameless = wire.JoinNameless
	BackScheme   = wire.BackScheme
)

// Offer says how a citizen's device may join at a portal. Nobody has signed it.
type Offer struct {
	URL      string // the portal's, as NormalURL has it
	Portal   string // its id
	Name     string // of the district
	Ways     []JoinWay
	Consent  string   // version of the text
	Text     string   // address of the page with it
	Services []string // by which people may sign in on the portal's page
}

// Open says that a way is.
func (o Offer) Open(way JoinWay) bool { return slices.Contains(o.Ways, way) }

// AskOffer asks a portal how one may join. The error is a *Failure.
func AskOffer(ctx context.Context, opt Options, address string) (Offer, error) {
	c, done, err := newClient(opt, address)
	if err != nil {
		return Offer{}, err
	}
	defer done()
	h, err := c.hello(ctx)
	if err != nil {
		return Offer{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+wire.PathJoin, nil)
	if err != nil {
		return Offer{}, badURL(err)
	}
	var said wire.JoinOffer
	if _, err := c.do(req, &said, nil); err != nil {
		return Offer{}, err
	}
	o := Offer{URL: c.url, Portal: h.Portal, Name: h.Name, Consent: said.Consent, Services: said.Services}
	for _, way := range said.Ways {
		o.Ways = append(o.Ways, JoinWay(way))
	}
	if strings.HasPrefix(said.Text, "/") {
		o.Text = c.url + said.Text
	}
	return o, nil
}

// newClient makes a client for an address that a person typed, without a device.
func newClient(opt Options, address string) (c *client, done func(), err error) {
	root, err := NormalURL(address)
	if err != nil {
		return nil, nil, err
	}
	opt = opt.filled()
	codec, err := wire.NewCodec()
	if err != nil {
		return nil, nil, err
	}
	transport := newTransport(opt, newMeter(), opt.Clock)
	return &client{http: newHTTPClient(transport), codec: codec.Lean(), stall: opt.Limits.Stall, url: root}, transport.CloseIdleConnections, nil
}

// Asking is how a person wants their device to join.
type Asking struct {
	Way     JoinWay
	Address string // e-mail
	Lang    civic.Lang
	Consent string // version of the text they agreed to
	Back    string // where the portal's page leads back to
}

// Asked is what to do next: Enroll with a code, which comes as the way says.
type Asked struct {
	Until time.Time // by the portal's clock
	Code  string    // JoinNameless: at hand
	Page  string    // JoinBrowser: address to open
	Mark  string    // what the page shows too
}

// AskJoin asks the portal to let this device in. The error is a *Failure (the portal's own causes are "problem.join", "problem.address",
// "problem.consent", "problem.mail", "problem.tries") or the store's.
func AskJoin(ctx context.Context, s *store.Store, opt Options, address string, a Asking) (Asked, error) {
	c, done, err := newClient(opt, address)
	if err != nil {
		return Asked{}, err
	}
	defer done()
	if c.key, err = s.Key(ctx); err != nil {
		return Asked{}, err
	}
	c.device = s.Device()
	request := wire.JoinRequest{
		Way: string(a.Way), Device: c.device[:], Key: c.key.Public().(ed25519.PublicKey), Name: opt.Name, Program: opt.Program, Address: a.Address,
		Lang: string(a.Lang), Consent: a.Consent, Back: a.Back,
	}
	h, err := c.hello(ctx)
	if err != nil {
		return Asked{}, err
	}
	c.portal = h.Portal
	var reply wire.JoinReply
	if err := c.post(ctx, wire.PathJoin, request, &reply, nil); err != nil { // once: another letter makes the code of the first one worthless
		return Asked{}, err
	}
	asked := Asked{Until: time.UnixMilli(reply.Until).UTC(), Code: reply.Code, Mark: wire.JoinMark(c.device, request.Key)}
	if strings.HasPrefix(reply.Page, "/") {
		asked.Page = c.url + reply.Page
	}
	return asked, nil
}

// Leave makes this device nobody's: it stays the portal's, and forgets what it only heard of. The error is a *Failure, store.ErrNotEnrolled or
// the store's.
func Leave(ctx context.Context, s *store.Store, opt Options) error {
	e, err := s.Enrolment(ctx)
	if err != nil {
		return err
	}
	c, done, err := newClient(opt, e.URL)
	if err != nil {
		return err
	}
	defer done()
	if c.key, err = s.Key(ctx); err != nil {
		return err
	}
	c.device, c.portal = s.Device(), e.Portal
	var reply wire.LeaveReply
	opt = opt.filled()
	return insist(ctx, newPace(opt.Limits.FirstRetry, opt.Limits.LongestRetry, opt.Rand), func() error {
		return c.post(ctx, wire.PathLeave, wire.LeaveRequest{Device: c.device[:]}, &reply, nil)
	})
}

// invitationLink reads the links that open the program: priyom://join?portal=…&code=…, of which the portal may be left out, and priyom: before what a
// sheet's QR code says.
func invitationLink(text string) (address, code string, ok bool) {
	scheme, rest, found := strings.Cut(text, ":")
	if !found || !strings.EqualFold(scheme, BackScheme) {
		return "", "", false
	}
	if !strings.HasPrefix(rest, "//") {
		address, code, _ = strings.Cut(rest, "#")
		return address, code, true
	}
	u, err := url.Parse(text)
	if err != nil || u.Host != "join" {
		return "", "", true
	}
	return u.Query().Get("portal"), u.Query().Get("code"), true
}

// Returned is the word by which a link proves that it comes from the page which this device opened; "" if it says none.
func Returned(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || !strings.EqualFold(u.Scheme, BackScheme) {
		return ""
	}
	return u.Query().Get("state")
}

// SamePortal says that two addresses lead to the same portal.
func SamePortal(a, b string) bool {
	x, errA := NormalURL(a)
	y, errB := NormalURL(b)
	return errA == nil && errB == nil && x == y
}
