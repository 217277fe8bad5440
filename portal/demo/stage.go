package demo

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// stage is where a plan is played: a portal whose clock goes through the year, and the devices around it.
type stage struct {
	Options
	material   material
	plan       plan
	clock      *calendar
	portal     *portal.Portal
	url        string
	dice       dice
	agenda     agenda
	client     *http.Client
	devices    []*device
	untold     [][]int // stories of each device, in the order of capture
	gallery    *gallery
	staff      staff
	classifier *civic.Classifier
	result     Result
}

func (s *stage) play(ctx context.Context) error {
	s.client = line()
	defer s.client.CloseIdleConnections()
	if err := s.enroll(ctx); err != nil {
		return err
	}
	if err := s.hire(ctx); err != nil {
		return err
	}
	s.gallery = openGallery(s.plan.stories)
	defer s.gallery.close()
	s.untold = make([][]int, len(s.devices))
	planned := map[[2]int64]bool{}
	for i, story := range s.plan.stories {
		d := story.device
		s.untold[d] = append(s.untold[d], i)
		at := s.plan.posts[d].line(story.report.CapturedAt, s.dice)
		if at.After(s.lastContact(d)) || planned[[2]int64{int64(d), at.Unix()}] {
			continue
		}
		planned[[2]int64{int64(d), at.Unix()}] = true
		s.agenda.add(at, func(ctx context.Context) error { return s.session(ctx, d) })
	}
	for d := range s.devices {
		s.agenda.add(s.lastContact(d), func(ctx context.Context) error { return s.farewell(ctx, d) })
	}
	s.addDeadlines()
	for _, a := range s.material.appeals {
		s.addAppeal(a)
	}
	return s.agenda.run(ctx, s.plan.until, s.clock)
}

// addDeadlines lets deadlines strike every evening, and every hour of the last days.
func (s *stage) addDeadlines() {
	strike := func(ctx context.Context) error {
		_, err := s.portal.WorkDue(ctx)
		return err
	}
	for at := s.plan.from; at.Before(s.plan.until); at = at.AddDate(0, 0, 1) {
		s.agenda.add(time.Date(at.Year(), at.Month(), at.Day(), 18, 0, 0, 0, at.Location()), strike)
	}
	for hours := range 48 {
		s.agenda.add(s.plan.until.Add(-time.Duration(hours)*time.Hour), strike)
	}
}

// lastContact is when the portal last heard of a device.
func (s *stage) lastContact(d int) time.Time {
	return s.plan.until.Add(-time.Duration(s.plan.posts[d].Lag)*time.Hour - time.Duration(2+3*d)*time.Minute)
}

// enroll makes the devices, each with a one-time code.
func (s *stage) enroll(ctx context.Context) error {
	codec, err := wire.NewCodec()
	if err != nil {
		return err
	}
	for _, at := range s.plan.posts {
		invite := func() (string, time.Time, error) { return s.portal.Invite(ctx, at.role, at.Place) }
		if at.role == civic.RoleInspector {
			invite = func() (string, time.Time, error) {
				return s.portal.InviteInspector(ctx, at.Place, fieldDepartment, db.Account{})
			}
		}
		code, _, err := invite()
		if err != nil {
			return err
		}
		d, err := newDevice(s.url, s.portal.ID(), s.client, codec, civic.DeviceID(s.dice.id(s.clock.read())))
		if err != nil {
			return err
		}
		if err := d.enroll(ctx, code, at.Name); err != nil {
			return err
		}
		s.devices = append(s.devices, d)
	}
	return nil
}

// line is when a device has a line, after a moment.
func (p post) line(at time.Time, d dice) time.Time {
	switch p.Hours {
	case rhythmDaily:
		evening := time.Date(at.Year(), at.Month(), at.Day(), 16, 30, 0, 0, at.Location())
		if at.After(evening) {
			evening = evening.AddDate(0, 0, 1)
		}
		return evening
	case rhythmRare:
		noon := time.Date(at.Year(), at.Month(), at.Day(), 12, 0, 0, 0, at.Location())
		for at.After(noon) || noon.Weekday() != time.Tuesday && noon.Weekday() != time.Friday {
			noon = noon.AddDate(0, 0, 1)
		}
		return noon
	}
	return at.Add(time.Minute + time.Duration(d.ExpFloat64()*float64(20*time.Minute))).Truncate(time.Second)
}

// session tells the portal everything that a device captured by now.
func (s *stage) session(ctx context.Context, d int) error {
	now := s.clock.read()
	var told []int
	for len(s.untold[d]) > 0 && !s.plan.stories[s.untold[d][0]].report.CapturedAt.After(now) {
		i := s.untold[d][0]
		s.untold[d] = s.untold[d][1:]
		if err := s.tell(s.devices[d], i); err != nil {
			return err
		}
		told = append(told, i)
	}
	if err := s.devices[d].sync(ctx, wire.QueueState{}); err != nil {
		return err
	}
	for _, i := range told {
		s.result.Reports++
		s.Progress(s.result.Reports, len(s.plan.stories))
		s.delivered(i)
	}
	return nil
}

// tell puts a report and its photos into a device's journal.
func (s *stage) tell(d *device, i int) error {
	r := &s.plan.stories[i].report
	r.Number = d.number()
	shots := s.gallery.take(i)
	for n, shot := range shots {
		p := civic.Photo{
			ID: civic.PhotoID(s.dice.id(r.CapturedAt)), State: civic.PhotoPrepared, TakenAt: r.CapturedAt.Add(-time.Duration(n+1) * time.Minute),
			Original: ref(append([]byte("original"), shot.photo...)), Copy: ref(shot.photo), Preview: ref(shot.preview),
			Position: r.Place.Position, Located: true,
		}
		r.Photos = append(r.Photos, p)
		d.files = append(d.files, shot.preview, shot.photo)
	}
	public, err := journal.EncodeReport(*r)
	if err != nil {
		return err
	}
	var personal []byte
	if !r.Reporter.IsZero() {
		if personal, err = journal.EncodeReporter(r.Reporter); err != nil {
			return err
		}
	}
	if err := d.tell(r.CapturedAt, journal.KindReport, public, personal); err != nil {
		return err
	}
	for _, p := range r.Photos {
		s.result.Photos++
		public, err := journal.EncodePhoto(r.ID, p, civic.NoOperator)
		if err != nil {
			return err
		}
		blobs := []journal.Blob{{SHA256: p.Copy.SHA256, Size: p.Copy.Size, Role: journal.RolePhoto}, {SHA256: p.Preview.SHA256, Size: p.Preview.Size, Role: journal.RolePreview}}
		if err := d.tell(r.CapturedAt, journal.KindPhoto, public, nil, blobs...); err != nil {
			return err
		}
	}
	return nil
}

// delivered plans what follows from a report that is at the portal.
func (s *stage) delivered(i int) {
	story := s.plan.stories[i]
	now := s.clock.read()
	s.live(i)
	for range story.popular {
		at := now.Add(s.dice.about(60 * time.Hour))
		d := s.dice.IntN(len(s.devices))
		if at.After(s.lastContact(d)) {
			continue
		}
		s.agenda.add(at, func(context.Context) error { return s.support(d, i) })
	}
}

// support lets somebody join in; it travels with the device's next session.
func (s *stage) support(d, i int) error {
	now := s.clock.read()
	r := s.plan.stories[i].report
	public, err := journal.EncodeSupport(civic.Support{ID: civic.SupportID(s.dice.id(now)), Report: r.ID, Number: r.Number, At: now})
	if err != nil {
		return err
	}
	var who civic.Reporter
	who.Name, who.Phone = s.dice.person(s.material.people)
	personal, err := journal.EncodeReporter(who)
	if err != nil {
		return err
	}
	return s.devices[d].tell(now, journal.KindSupport, public, personal)
}

// farewell is the last that the portal hears of a device: what it says is still in its queue.
func (s *stage) farewell(ctx context.Context, d int) error {
	still := wire.QueueState{}
	for _, i := range s.untold[d] {
		story := s.plan.stories[i]
		if story.report.CapturedAt.After(s.clock.read()) {
			break
		}
		if still.Oldest == 0 {
			still.Oldest = story.report.CapturedAt.UnixMilli()
		}
		still.Entries += 1 + story.photos
		still.Files += 2 * story.photos
		still.Bytes += int64(story.photos) * 30_000
		s.result.Waiting++
	}
	if err := s.devices[d].sync(ctx, still); err != nil {
		return fmt.Errorf("demo: the last session of %s: %w", s.plan.posts[d].Place, err)
	}
	return nil
}
