package public

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"time"

	"priyom/portal/db"
)

const feedLength = 40 // reports

// fed are the reports of a feed: the last published, or the last arrived of those that a filter means.
func (p *Public) fed(r *http.Request, w words) (list []card, f filter, err error) {
	f = p.filter(r)
	err = p.Atlas.Read(r.Context(), func(tx *db.Tx) error {
		if f.Query != "" {
			if f.Found, err = p.Search.Find(tx, f.Query); err != nil {
				return err
			}
			if f.Found == nil {
				f.Found = db.Found{}
			}
		}
		var cases []db.Case
		if f.values().Encode() == "" {
			cases, err = tx.PublishedBefore(time.Time{}, feedLength)
		} else {
			cases, err = tx.PublicCases(p.Atlas.Page(f.Filter, 0, feedLength, tx.Now))
		}
		if err != nil {
			return err
		}
		list, err = p.cardsOf(tx, cases, w)
		return err
	})
	return list, f, err
}

type rssItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	GUID        string `xml:"guid"`
	Description string `xml:"description"`
	Category    string `xml:"category,omitempty"`
	PubDate     string `xml:"pubDate"`
}

type rssFeed struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Channel struct {
		Title       string    `xml:"title"`
		Link        string    `xml:"link"`
		Description string    `xml:"description"`
		Language    string    `xml:"language"`
		Items       []rssItem `xml:"item"`
	} `xml:"channel"`
}

// rss is the last published reports as RSS 2.0.
func (p *Public) rss(rw http.ResponseWriter, r *http.Request) {
	w := p.words(p.Kit.Language(r))
	list, f, err := p.fed(r, w)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	feed, base := rssFeed{Version: "2.0"}, p.Base(r)
	c := &feed.Channel
	c.Title, c.Link, c.Description, c.Language = w.t("brand")+" · "+w.t("list.title"), base+f.href(listPath), w.t("footer.public"), string(w.lang)
	for _, k := range list {
		link := base + "/reports/" + k.ID.String()
		c.Items = append(c.Items, rssItem{k.Title, link, link, summary(w, k), k.Theme, k.Published.Format(time.RFC1123Z)})
	}
	rw.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=300")
	_, _ = rw.Write([]byte(xml.Header)) // whoever went away doesn't miss it
	_ = xml.NewEncoder(rw).Encode(feed)
}

// summary is a report in two lines.
func summary(w words, k card) string {
	s := w.t("status." + string(k.Status.Key))
	for _, part := range []string{k.Category, k.Settlement, k.Address} {
		if part != "" {
			s += " · " + part
		}
	}
	return s + "\n" + k.Text
}

// jsonFeed is the same as JSON Feed 1.1.
func (p *Public) jsonFeed(rw http.ResponseWriter, r *http.Request) {
	w := p.words(p.Kit.Language(r))
	list, f, err := p.fed(r, w)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	type item struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Text      string   `json:"content_text"`
		Published string   `json:"date_published"`
		Tags      []string `json:"tags,omitempty"`
	}
	items, base := []item{}, p.Base(r)
	for _, k := range list {
		link := base + "/reports/" + k.ID.String()
		i := item{k.ID.String(), link, k.Title, summary(w, k), k.Published.Format(time.RFC3339), nil}
		if k.Theme != "" {
			i.Tags = []string{k.Theme}
		}
		items = append(items, i)
	}
	rw.Header().Set("Content-Type", "application/feed+json; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=300")
	_ = json.NewEncoder(rw).Encode(map[string]any{ // whoever went away doesn't miss it
		"version": "https://jsonfeed.org/version/1.1", "title": w.t("brand") + " · " + w.t("list.title"), "home_page_url": base + f.href(listPath),
		"feed_url": base + f.href("/feed.json"), "language": string(w.lang), "items": items,
	})
}
