// Command icons draws the launcher's icons of the app's own SVG, for a phone's densities, and its mark as Android's vector.
package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// densities are the folders of a phone's densities, and the launcher's icon there in pixels: 48 dp.
var densities = map[string]int{"mdpi": 48, "hdpi": 72, "xhdpi": 96, "xxhdpi": 144, "xxxhdpi": 192}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "use: icons ICON.svg RES")
		os.Exit(2)
	}
	if err := draw(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

// draw writes all of them below a folder of resources.
func draw(svg, res string) error {
	source, err := os.ReadFile(svg)
	if err != nil {
		return err
	}
	for density, side := range densities {
		picture, err := raster(source, side)
		if err == nil {
			err = put(filepath.Join(res, "mipmap-"+density, "launcher.png"), picture)
		}
		if err != nil {
			return err
		}
	}
	mark, err := vector(source)
	if err != nil {
		return err
	}
	return put(filepath.Join(res, "drawable", "launcher_mark.xml"), mark)
}

// raster is the icon as a PNG.
func raster(source []byte, side int) ([]byte, error) {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(source))
	if err != nil {
		return nil, err
	}
	icon.SetTarget(0, 0, float64(side), float64(side))
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	icon.Draw(rasterx.NewDasher(side, side, rasterx.NewScannerGV(side, side, img, img.Bounds())), 1)
	var out bytes.Buffer
	err = png.Encode(&out, img)
	return out.Bytes(), err
}

// vector is the icon's strokes without its ground, as Android draws them on a ground of any shape. Of the 108 dp that such a drawing has,
// the middle 72 are seen: the icon's 256 units go there.
func vector(source []byte) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`<vector xmlns:android="http://schemas.android.com/apk/res/android" android:width="108dp" android:height="108dp"` +
		` android:viewportWidth="384" android:viewportHeight="384"><group android:translateX="64" android:translateY="64">`)
	stroke := map[string]string{}
	for in := xml.NewDecoder(bytes.NewReader(source)); ; {
		token, err := in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		start, is := token.(xml.StartElement)
		if !is {
			continue
		}
		said := map[string]string{}
		for _, a := range start.Attr {
			said[a.Name.Local] = a.Value
		}
		switch start.Name.Local {
		case "svg", "rect": // the size, which is known, and the ground
		case "g":
			stroke = said
		case "path":
			if err := strokePath(&out, said["d"], stroke); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%s in the icon: only strokes of paths in groups can be said in Android's words", start.Name.Local)
		}
	}
	out.WriteString("</group></vector>\n")
	return out.Bytes(), nil
}

func strokePath(out *bytes.Buffer, d string, stroke map[string]string) error {
	if d == "" || stroke["stroke"] != "#fff" || stroke["fill"] != "none" || stroke["stroke-width"] == "" {
		return fmt.Errorf("a path that isn't a white stroke: %q", strings.TrimSpace(d))
	}
	_, err := fmt.Fprintf(out, `<path android:strokeColor="#FFFFFFFF" android:strokeWidth="%s" android:strokeLineCap="%s" android:strokeLineJoin="%s" android:pathData="%s"/>`,
		stroke["stroke-width"], stroke["stroke-linecap"], stroke["stroke-linejoin"], d)
	return err
}

func put(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}
