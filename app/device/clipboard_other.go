//go:build !linux

package device

import "context"

// ClipboardFiles isn't made for this system yet: Windows has its pictures as DIB behind OpenClipboard, and nobody has tried the
// program's reading of them there. Until then a person is told so, and drops or chooses the file.
func ClipboardFiles(context.Context) ([]Clip, error) { return nil, ErrClipboardTool }
