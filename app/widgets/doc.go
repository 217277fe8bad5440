// Package widgets is the kit that Priyom's screens are built from.
//
// Its invariant: a widget knows nothing of the domain. Words come in as strings, choices go out through callbacks, and
// colours and sizes are asked of the current theme at every Refresh, so that variant and text size change live. Whatever
// can be tapped can also be reached by Tab or arrows, worked by Space or Enter, and shows where the keyboard is; keys a
// widget has no use for, such as F10, go on to the canvas's OnTypedKey. Nothing here starts a goroutine, and everything
// is called on the UI goroutine.
//
// Layouts with exact gaps, all plain containers: Row, Col, Grow, Share, Space, Flow, Columns, RuledColumns; Stack, Pad,
// Inset, Sized, Scaled, At, Middle, Center, Left; Divider, DividerUpright, Card, Labelled, FootBar, Pill. Hidden objects take
// no room. What wraps gets the height it needs at its width. A Check has 9 pixels of air of its own and a chip 4: put them
// closer.
//
// Text: NewText, NewBold, NewCaption, NewLabel (one line; Ellipsis lets it be cut); NewParagraph, NewHint (they wrap).
// Pictures: NewIcon, NewTile, NewStatusTile, NewInitials, NewBox, NewThumb, NewPhotoStrip.
//
// To press: NewMainButton (one a screen), NewButton, NewLinkButton, NewIconButton.
// To choose: NewCheck, NewChip, NewChipRow, NewSegments, NewSelect.
// To write: NewField, NewTextArea, NewSearch, NewSuggestField (categories by typing); NewEntry, NewTextEntry bare.
//
// To tell: NewSection, NewPageTitle, NewListRow, NewStatusChip, NewDeadlineBadge, NewTimeline, NewProgress, NewBanner,
// NewEmpty, NewNotice ("saved", goes away by itself).
// Lists of any length: NewRowList.
//
// NewWatch around a window's content hears that somebody is there.
//
// Windows: NewDeskFrame with NewNavRail and NewOutboxStrip; NewPhoneFrame. Both have a Layer, in which suggestions,
// notices and tips float. NewScroll shows what has the keyboard; a screen's own widget that holds others should be a
// Holder, and one that wraps should be Tall. Show shows and hides parts of a page; after other changes to what is in it, call
// Settle.
package widgets
