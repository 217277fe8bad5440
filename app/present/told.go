package present

import (
	"context"
	"image"
	"slices"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// toldTag is what a picture is that the portal told of; "" for one of the problem.
func toldTag(v *lang.Voice, side civic.PhotoSide) string {
	switch side {
	case civic.SideAdded:
		return v.Say("album.added")
	case civic.SideAfter:
		return v.Say("inspect.after")
	case civic.SideBefore:
	}
	return ""
}

// morePhotos are a report's pictures beside those it was handed in with here: added later, here or elsewhere, and of what was done. Those
// that nobody told yet are for whoever writes about them.
func (p *Point) morePhotos(ctx context.Context, report civic.ReportID, known []civic.Photo) (list []albumPhoto, err error) {
	added, err := p.store.AddedPhotos(ctx, report)
	if err != nil {
		return nil, err
	}
	told, err := p.store.ToldPhotos(ctx, report)
	if err != nil {
		return nil, err
	}
	has := func(id civic.PhotoID) bool {
		return slices.ContainsFunc(known, func(k civic.Photo) bool { return k.ID == id }) || slices.ContainsFunc(list, func(k albumPhoto) bool { return k.ID == id })
	}
	v := p.Voice()
	for _, photo := range told {
		if photo.Side == civic.SideBefore && !has(photo.ID) {
			list = append(list, albumPhoto{Photo: photo.Photo})
		}
	}
	for _, photo := range added {
		if !has(photo.ID) {
			one := albumPhoto{Photo: photo.Photo, tag: v.Say("album.added")}
			if photo.Supplement.IsZero() {
				one.draft.added = report
			}
			list = append(list, one)
		}
	}
	for _, photo := range told {
		if !has(photo.ID) {
			list = append(list, albumPhoto{Photo: photo.Photo, tag: toldTag(v, photo.Side)})
		}
	}
	return list, nil
}

// largeOf is a picture of a report that is looked at, large; nil if it isn't here: then it is fetched.
func (p *Point) largeOf(ctx context.Context, report civic.ReportID, id civic.PhotoID) (image.Image, error) {
	list, err := p.photosOfReport(ctx, report)
	if err != nil {
		return nil, err
	}
	for _, photo := range list {
		if photo.ID != id || photo.Copy.IsZero() {
			continue
		}
		m, err := p.largePicture(ctx, photo.Photo)
		if err == nil {
			return m, nil
		}
		p.env.Log.Info("picture isn't here", "error", errorKind(err))
		err = p.store.AskPicture(ctx, photo.Copy.SHA256)
		p.engine.WantPictures()
		return nil, err
	}
	return nil, nil
}

// withTold puts what was said elsewhere among what was said here, in the order of time.
func withTold(all []store.Message, words []civic.ToldWords) []store.Message {
	for _, w := range words {
		if w.What != toldMessage {
			continue
		}
		all = append(all, store.Message{Came: w.At, Erased: w.Erased, Message: civic.Message{
			ID: civic.MessageID(w.ID), Report: w.Report, Side: civic.SidePoint, Text: w.Text, Private: w.Private, At: w.At,
		}})
	}
	slices.SortStableFunc(all, func(a, b store.Message) int { return a.At.Compare(b.At) })
	return all
}

// toldMessage is what a message is called among what was said elsewhere.
const toldMessage = "message"

// toldActs are what the author did elsewhere, in its order.
func (a *Acts) toldActs() (all []ActDone) {
	v := a.p.Voice()
	for _, w := range a.told {
		if w.What == toldMessage || !v.Has("act.done."+w.What) {
			continue
		}
		one := ActDone{Said: Said{
			Icon: actIcon(civic.Action(w.What)), Title: v.With("act.done."+w.What, lang.Args{"Rating": w.Rating}), Under: w.Text,
			Aside: v.Moment(w.At, a.p.env.Clock()) + " \u00b7 " + v.Say("act.elsewhere"), Tone: ToneGood,
		}}
		if w.Erased {
			one.Under = v.Say("dialogue.erased")
		}
		for _, id := range w.Photos {
			one.Photos = append(one.Photos, Photo{ID: id, State: civic.PhotoPrepared, Preview: a.previews[id], Away: a.previews[id] == nil})
		}
		all = append(all, one)
	}
	return all
}

// exchanged is after the engine got on: pictures of the report that is looked at may have come.
func (j *Journal) exchanged() {
	came := j.p.engine.State().Pictures
	if came == j.pictures || j.details == nil {
		return
	}
	j.pictures = came
	if slices.ContainsFunc(j.details.Photos, func(p Photo) bool { return p.Away }) {
		j.loadDetails()
		j.p.Acts.reload()
	}
}
