package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// Where the lamps are, and where the inspector sets out, in degrees north and east.
const (
	lampLat, lampLon = 52.3009, 42.9012
	yardLat, yardLon = 52.2962, 42.8941
)

// cast is everybody who plays.
type cast struct {
	*tour
	portal    *portal
	citizen   *phone
	inspector *phone
	receiver  *receiver
	browser   *browser
	before    func() error // puts the photo into the citizen's phone
	after     func() error
	id        string // of the report
}

// play plays all of it.
func (t *tour) play(photos string) error {
	c := &cast{tour: t}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"a portal, two phones, a receiver and a browser", func() error { return c.gather(photos) }},
		{"a citizen reports without a line", c.reports},
		{"there is a line, and the report arrives once", c.arrives},
		{"a moderator sends it on", c.moderates},
		{"an inspector hears of it", c.hears},
		{"the inspector works without a line", c.works},
		{"there is a line, and the work is accepted", c.accepted},
		{"the citizen rates it", c.rates},
		{"everybody sees it", c.shows},
		{"nothing is lost, and nothing doubled", c.verifies},
	} {
		t.say(step.name)
		if err := step.do(); err != nil {
			return err
		}
	}
	return nil
}

// steps does things until one fails.
func steps(all ...func() error) error {
	for _, do := range all {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

func (c *cast) gather(photos string) (err error) {
	before, after, err := c.photos(photos)
	if err != nil {
		return err
	}
	if err := c.screen(); err != nil {
		return err
	}
	var gps string
	if c.receiver, gps, err = c.tour.receiver(); err != nil {
		return err
	}
	if c.portal, err = c.makePortal(); err != nil {
		return err
	}
	if c.browser, err = c.tour.browser(); err != nil {
		return err
	}
	if c.citizen, err = c.phone("citizen", 0, gps); err != nil {
		return err
	}
	if c.inspector, err = c.phone("inspector", secondPhone, gps); err != nil {
		return err
	}
	c.before = func() error { return save(filepath.Join(c.citizen.pictures(), "IMG_0418.jpg"), before, time.Now()) }
	c.after = func() error { return save(filepath.Join(c.inspector.pictures(), "IMG_2207.jpg"), after, time.Now()) }
	return steps(
		c.portal.up,
		func() error { return c.joins(c.citizen, "citizen", c.story.Citizen, "") },
		func() error { return c.joins(c.inspector, "inspector", c.story.Yard, "lighting") },
	)
}

// joins makes a phone the district's; it is on the line until the map has come.
func (c *cast) joins(p *phone, role, place, department string) error {
	code, err := c.portal.invite(role, place, department)
	if err != nil {
		return err
	}
	if _, err := p.ctl("enroll", portalURL, code); err != nil {
		return err
	}
	c.receiver.put(yardLat, yardLon)
	if err := p.open(); err != nil {
		return err
	}
	defer p.close()
	return c.until("the map is on "+p.name+"'s phone", func() bool {
		found, err := filepath.Glob(filepath.Join(p.home, "maps", "*.pack"))
		return err == nil && len(found) > 0
	})
}

func (c *cast) reports() error {
	c.portal.down()
	c.receiver.put(lampLat, lampLon)
	p := c.citizen
	return steps(
		c.before,
		p.open,
		func() error { return p.reads(p.say("source.gps")) },
		func() error { return p.picture("citizen-begins") },
		func() error { return p.tap(p.say("capture.shoot")) },
		p.pick,
		func() error { return p.picture("citizen-picks") },
		func() error { return p.tapCount("picker.add", 1) },
		func() error { return p.tap("#Entry 0") },
		func() error { return p.write(c.story.Report) },
		func() error { return p.tap(c.kind) },
		func() error { return p.picture("citizen-writes") },
		func() error { return p.tap(p.say("capture.save")) },
		func() error { return p.reads(p.say("capture.title.done")) },
		func() error { return p.picture("citizen-saved") },
		func() error { return p.tap(p.say("tab.more")) },
		func() error { return p.tap(p.say("phone.outbox")) },
		func() error { return p.picture("citizen-waits") },
		func() error {
			if all := c.portal.ours(); len(all) > 0 {
				return errors.New("it arrived without a line")
			}
			return nil
		},
	)
}

func (c *cast) arrives() error {
	return steps(
		c.portal.up,
		func() error {
			return c.until("the report is whole at the portal", c.portal.stands("delivered", "moderation"))
		},
		func() error { return c.until("the citizen's phone has its receipt", c.citizen.clear) },
		func() error {
			c.id = c.portal.ours()[0].ID
			return c.citizen.tap(c.citizen.say("tab.journal"))
		},
		func() error { return c.citizen.picture("citizen-sent") },
	)
}

func (c *cast) moderates() error {
	b := c.browser
	return steps(
		func() error { return b.size(1366, 920) },
		func() error { return b.signIn("moderator") },
		func() error { return b.open("/staff/queue?report="+c.id, "#act button.btn.main") },
		func() error { return b.picture("moderator-sees") },
		func() error { return b.press("#act button.btn.main", ".note[role=status]") },
		func() error { return b.open("/staff/reports/"+c.id, "main h1") },
		func() error { return b.picture("moderator-sends") },
		func() error { return c.until("it is assigned", c.portal.stands("assigned")) },
	)
}

func (c *cast) hears() error {
	p := c.inspector
	c.receiver.put(lampLat+0.0009, lampLon+0.0006) // around the corner
	return steps(
		p.open,
		func() error { return p.reads(c.firstWords()) },
		func() error { return p.picture("inspector-tasks") },
	)
}

// firstWords are those by which the task is called.
func (c *cast) firstWords() string { return c.story.Report }

func (c *cast) works() error {
	p := c.inspector
	c.portal.down()
	c.receiver.put(lampLat+0.00005, lampLon)
	return steps(
		func() error { return p.tapTask(c.firstWords()) },
		func() error { return p.reads(p.say("inspect.outcome")) },
		func() error { return p.picture("inspector-task") },
		c.after,
		func() error { return p.tap(p.say("inspect.shoot")) },
		p.pick,
		func() error { return p.tapCount("picker.add", 1) },
		func() error { return p.reads(p.say("inspect.angle.same")) },
		func() error { return p.picture("inspector-compares") },
		func() error { return p.tap(p.say("inspect.outcome.fixed")) },
		func() error { return p.tap("#Entry 0") },
		func() error { return p.write(c.story.Comment) },
		func() error { return p.picture("inspector-fills") },
		func() error { return p.tap(p.say("inspect.save")) },
		func() error { return p.reads(p.say("inspect.done")) },
		func() error { return p.picture("inspector-done") },
		func() error { return p.tap(p.say("inspect.next")) },
		func() error { return p.tapCount("tasks.today", 1) },
		func() error { return p.picture("inspector-day") },
	)
}

func (c *cast) accepted() error {
	p := c.inspector
	return steps(
		c.portal.up,
		func() error { return c.until("the report is solved", c.portal.stands("solved")) },
		func() error { return c.until("the inspector's phone has its receipts", p.clear) },
		func() error { return p.reads(p.say("inspect.result.done")) },
		func() error { return p.picture("inspector-accepted") },
	)
}

func (c *cast) rates() error {
	p := c.citizen
	return steps(
		p.front,
		func() error { return p.tap(p.say("tab.journal")) },
		func() error { return p.tapFirst() },
		func() error { return p.reads(p.say("mine.rate")) },
		func() error { return p.picture("citizen-hears") },
		func() error { return p.tapCount("mine.stars", 5) },
		func() error { return p.picture("citizen-rates") },
		func() error { return p.tap(p.say("mine.rate.main")) },
		func() error { return c.until("it is rated and closed", c.portal.stands("closed")) },
		func() error { return c.until("the citizen's phone has its receipts", p.clear) },
		func() error { return p.reads(p.say("status.closed")) },
		func() error { return p.picture("citizen-rated") },
	)
}

func (c *cast) shows() error {
	b := c.browser
	page := "/reports/" + c.id + "?lang=ru"
	return steps(
		func() error { return b.open(page, ".compare.live") },
		func() error { return b.picture("public-before") },
		func() error { return b.move(kb.ArrowLeft, 30) },
		func() error { return b.picture("public-after") },
		func() error { return b.size(390, 844) },
		func() error { return b.open(page, ".compare.live") },
		func() error { return b.picture("public-phone") },
	)
}

func (c *cast) verifies() error {
	c.citizen.close()
	c.inspector.close()
	for _, p := range []*phone{c.citizen, c.inspector} {
		if _, err := p.ctl("verify"); err != nil {
			return err
		}
	}
	if n := len(c.portal.ours()); n != 1 {
		return errors.New("the report is there " + strconv.Itoa(n) + " times")
	}
	if _, err := c.run(nil, c.program("portal"), "verify", "--home", c.portal.home); err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(c.work, "chromium"))
}
