package db

import (
	"errors"
	"fmt"
	"time"

	"priyom/civic"
)

// JoinWay is how a device came to an account.
type JoinWay string

// The ways.
const (
	JoinMail     JoinWay = "mail"
	JoinBrowser  JoinWay = "browser"
	JoinInvite   JoinWay = "invite"
	JoinNameless JoinWay = "nameless" // to no account
)

// Belonging is whose a device is, or that it is nobody's any more.
type Belonging struct {
	Device  civic.DeviceID
	Account Account // zero: nobody's
	Way     JoinWay
	Since   time.Time
	Arrival int64 // of the last entry then
}

const belongingColumns = "device, account, way, since, arrival"

func readBelonging(row scanner) (b Belonging, err error) {
	err = row.Scan(fixed(b.Device[:]), fixed(b.Account[:]), &b.Way, moment{&b.Since}, &b.Arrival)
	return b, err
}

// Belonging tells whose a device is; the error wraps ErrNotFound for one that never was anybody's.
func (t *Tx) Belonging(device civic.DeviceID) (Belonging, error) {
	if b, ok := t.known.owners[device]; ok {
		return *b, nil
	}
	if t.known.nobodys[device] {
		return Belonging{}, fmt.Errorf("%w: owner of %s", ErrNotFound, device)
	}
	b, err := one(t, "find owner of "+device.String(), readBelonging, "SELECT "+belongingColumns+" FROM belonging WHERE device = $1", device[:])
	switch {
	case err == nil:
		learn(&t.known.owners, device, &b)
	case errors.Is(err, ErrNotFound):
		learn(&t.known.nobodys, device, true)
	}
	return b, err
}

// Belongings lists the devices of an account, the first that came first.
func (t *Tx) Belongings(account Account) ([]Belonging, error) {
	return all(t, "list devices of an account", readBelonging, "SELECT "+belongingColumns+" FROM belonging WHERE account = $1 ORDER BY since, device", account[:])
}

// PutBelonging says whose a device is from now on. Since is now; call LockArrival for Arrival.
func (t *Tx) PutBelonging(b Belonging) error {
	_, err := t.exec("put owner of "+b.Device.String(), "INSERT INTO belonging ("+belongingColumns+`) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (device) DO UPDATE SET account = excluded.account, way = excluded.way, since = excluded.since, arrival = excluded.arrival`,
		b.Device[:], orNobody(b.Account), string(b.Way), t.Now.UnixMilli(), b.Arrival)
	return err
}

// LockArrival tells the last entry's arrival, and lets no further one arrive until this transaction ends.
func (t *Tx) LockArrival() (int64, error) {
	return one(t, "lock arrival", value[int64], "UPDATE counter SET value = value WHERE name = $1 RETURNING value", string(counterArrival))
}

// Share is for how long a device hears and may speak of a report.
type Share struct {
	Report civic.ReportID
	Device civic.DeviceID
	From   int64 // entries behind this arrival may speak of it
	To     int64 // and those behind this one no more; NoEnd: all may
}

// NoEnd is a Share that goes on.
const NoEnd = -1

// Open says that it goes on.
func (s Share) Open() bool { return s.To == NoEnd }

// Covers says that an entry of an arrival may speak of the report.
func (s Share) Covers(arrival int64) bool { return arrival > s.From && (s.Open() || arrival <= s.To) }

const shareColumns = "report, device, from_arrival, COALESCE(to_arrival, -1)"

func readShare(row scanner) (s Share, err error) {
	err = row.Scan(fixed(s.Report[:]), fixed(s.Device[:]), &s.From, &s.To)
	return s, err
}

// Shares lists when which devices might speak of a report.
func (t *Tx) Shares(report civic.ReportID) ([]Share, error) {
	if t.lacks("shared", report) {
		return nil, nil
	}
	return all(t, "list shares of "+report.String(), readShare, "SELECT "+shareColumns+" FROM shared WHERE report = $1 ORDER BY device, from_arrival", report[:])
}

// EachShare calls f with all there are, for an audit.
func (t *Tx) EachShare(f func(Share) error) error {
	return each(t, "list shares", readShare, f, "SELECT "+shareColumns+" FROM shared")
}

// AddShare begins one, or ends one that is open when To says so. One that ended at the same entry goes on.
func (t *Tx) AddShare(s Share) error {
	var to any
	if !s.Open() {
		to = s.To
	}
	_, err := t.exec("share "+s.Report.String(), `INSERT INTO shared (report, device, from_arrival, to_arrival) VALUES ($1, $2, $3, $4)
		ON CONFLICT (report, device, from_arrival) DO UPDATE SET to_arrival = excluded.to_arrival`, s.Report[:], s.Device[:], s.From, to)
	return err
}

// EndShares ends all of a device with an arrival.
func (t *Tx) EndShares(device civic.DeviceID, arrival int64) error {
	_, err := t.exec("end shares of "+device.String(), "UPDATE shared SET to_arrival = $2 WHERE device = $1 AND to_arrival IS NULL", device[:], arrival)
	return err
}

// Hearers lists the devices that hear of a report which one of them took: that one too, unless the report is an account's and the
// device isn't any more.
func (t *Tx) Hearers(report civic.ReportID, taken civic.DeviceID) (list []civic.DeviceID, err error) {
	shares, err := t.Shares(report)
	own := false
	for _, s := range shares {
		own = own || s.Device == taken
		if s.Open() {
			list = append(list, s.Device)
		}
	}
	if !own {
		list = append(list, taken)
	}
	return list, err
}

// Unclaimed lists reports that a device took behind an arrival and that are no account's, the first arrived first.
func (t *Tx) Unclaimed(device civic.DeviceID, after int64, limit int) ([]Case, error) {
	return all(t, "list reports of nobody", readCase, "SELECT "+caseColumns+` FROM cases WHERE author IS NULL AND report IN
		(SELECT id FROM report WHERE device = $1 AND arrival > $2) ORDER BY arrival LIMIT $3`, device[:], after, limit)
}

// ForgetFeed takes what a device was told of reports out of the feed, so that nobody else who has it later hears it.
func (t *Tx) ForgetFeed(device civic.DeviceID, kinds ...string) error {
	for _, kind := range kinds {
		if _, err := t.exec("forget feed of "+device.String(), "DELETE FROM feed WHERE device = $1 AND kind = $2", device[:], kind); err != nil {
			return err
		}
	}
	return nil
}

// Owner is Belonging for who doesn't mind that there never was one.
func (t *Tx) Owner(device civic.DeviceID) (Account, error) {
	b, err := t.Belonging(device)
	if errors.Is(err, ErrNotFound) {
		return Account{}, nil
	}
	return b.Account, err
}
