package desk

// CopyText copies as a page's button does.
func (d *Desk) CopyText(text string) { host{d}.Copy(text) }

// Clipboard is what is on it.
func (d *Desk) Clipboard() string { return d.app.Clipboard().Content() }
