#!/bin/sh
# Makes app/theme/fonts anew: the letters of Fyne's own fonts that Russian, Ukrainian, English and their neighbours are written with. To be run
# after Fyne has got other fonts, which a test says. It takes Debian's fonttools.
set -eu
cd "$(dirname "$0")/.."
from=$(go list -m -f '{{.Dir}}' fyne.io/fyne/v2)/theme/font
# Latin, what is put above letters, Cyrillic, punctuation, money, letterlike signs and arrows, mathematics; as plain in app/theme/whole.go has it.
letters=U+0020-024F,U+02B0-036F,U+0400-052F,U+2000-22FF,U+FFFD
for weight in Regular Bold; do
	pyftsubset "$from/NotoSans-$weight.ttf" --unicodes=$letters --layout-features=kern,mark,mkmk --drop-tables+=GSUB,DSIG --no-hinting \
		--notdef-outline --output-file="app/theme/fonts/NotoSans-$weight.ttf"
done
cp "$from/LICENSE.txt" app/theme/fonts/LICENSE.txt
