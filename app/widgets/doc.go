// Package widgets is the kit that Priyom's screens are built from.
//
// Its invariant: a widget knows nothing of the domain. Words come in as strings, choices go out through callbacks, and
// colours and sizes are asked of the current theme at every Refresh, so that variant and text size change live. Whatever
// can be tapped can also be reached by Tab or arrows, worked by Space or Enter, and shows where the keyboard is.
// Nothing here starts a goroutine; everything is called on the UI goroutine.
//
// Layouts with exact gaps, all plain containers: Row, Col, Grow, Share, Space, Flow; Stack, Pad, Inset, Sized, Scaled,
// At, Middle, Center, Left; Divider, DividerUpright, Card, Labelled. Hidden objects take no room.
//
// Text: NewText, NewBold, NewCaption, NewLabel (one line; Ellipsis lets it be cut), NewParagraph and NewHint (they wrap).
// Pictures: NewIcon, NewTile, NewStatusTile, NewBox.
//
// Buttons: NewMainButton, NewButton, NewLinkButton, NewIconButton.
// Fields: NewField, NewTextArea; NewEntry and NewTextEntry without a label.
//
// Around a window: NewLayer (what floats), NewScroll (shows what has the keyboard).
package widgets
