"""Mapnik's style, made of Priyom's style.json: the same colours, widths, casings, dashes, icons, labels and zooms."""
import json
import os

import rules

ZOOMS = range(14, 18)
FACES = {"regular": "DejaVu Sans Book", "medium": "DejaVu Sans Book", "bold": "DejaVu Sans Bold"}
BUFFER = 64  # pixels around what is drawn: as far as Priyom's labels reach over an edge


def at(steps, zoom):
    """A length at a zoom, as tiles/render has it: equal factors between two steps."""
    if not steps:
        return 0
    if zoom <= steps[0][0]:
        return steps[0][1]
    for a, b in zip(steps, steps[1:]):
        if zoom < b[0]:
            return a[1] * (b[1] / a[1]) ** ((zoom - a[0]) / (b[0] - a[0]))
    return steps[-1][1]


def attributes(**values):
    return "".join(f' {k.replace("_", "-")}="{v:.3g}"' if isinstance(v, float) else f' {k.replace("_", "-")}="{v}"' for k, v in values.items() if v not in (None, ""))


class Sheet:
    def __init__(self, data, folder):
        with open(os.path.join(rules.ROOT, "tiles", "render", "style.json"), encoding="utf-8") as f:
            self.style = json.load(f)
        self.data, self.folder = data, folder
        self.styles, self.layers = [], []

    def colour(self, name):
        return self.style["colours"][name][0] if name else None

    def rules(self, groups, symbols):
        """A style's rules: for each group of classes and each zoom what symbols(rule, zoom) gives."""
        all_rules = []
        for rule in groups:
            for z in ZOOMS:
                if z < rule["from"] or z > rule.get("to", 19):
                    continue
                made = symbols(rule, z)
                for extra, symbol in made if isinstance(made, list) else [("", made)]:
                    if symbol:
                        scale = 559082264.028 / 2**z
                        which = " or ".join(f"[class] = '{c}'" for c in rule["class"])
                        all_rules.append(f"<Rule><Filter>({which}){extra}</Filter><MaxScaleDenominator>{scale * 1.4:.0f}</MaxScaleDenominator>"
                                         f"<MinScaleDenominator>{scale / 1.4:.0f}</MinScaleDenominator>{symbol}</Rule>")
        return "".join(all_rules)

    def layer(self, file, *styles, **options):
        """A layer of a file, drawn by some styles one after the other."""
        styles = [s for s in styles if s]
        if not styles or not os.path.exists(os.path.join(self.data, file + ".shp")):
            return
        names = []
        for s in styles:
            names.append(f"s{len(self.styles)}")
            self.styles.append(f'<Style name="{names[-1]}" filter-mode="first">{s}</Style>')
        many = ' cache-features="true"' if len(styles) > 1 else ""
        self.layers.append(f'<Layer name="l{len(self.layers)}" srs="epsg:3857"{many}{attributes(**options)}>' + "".join(f"<StyleName>{n}</StyleName>" for n in names) +
                           f'<Datasource><Parameter name="type">shape</Parameter><Parameter name="file">{self.data}/{file}.shp</Parameter>'
                           '<Parameter name="encoding">utf-8</Parameter></Datasource></Layer>')

    def area(self, rule, z):
        text = f'<PolygonSymbolizer fill="{self.colour(rule["fill"])}" gamma="0.8"/>'
        if rule.get("outline") and z >= rule.get("outlineFrom", 0):
            text += f'<LineSymbolizer{attributes(stroke=self.colour(rule["outline"]), stroke_width=float(at(rule["outlineWidth"], z)))}/>'
        return text

    def line(self, colour, width, cap, dash=None):
        return "<LineSymbolizer" + attributes(stroke=colour, stroke_width=float(width), stroke_linecap=cap, stroke_linejoin="round",
                                              stroke_dasharray=",".join(map(str, dash)) if dash else None) + "/>"

    def casing(self, rule, z):
        width, cap = at(rule["width"], z), rule.get("cap", "round")
        side = at(rule.get("casingWidth"), z)
        made = []
        if rule.get("bridge"):
            deck = width + 2 * max(side, 1) - 1 + (2 if rule.get("bridgeFill") else 0)
            symbol = self.line(self.colour(rule["bridge"]), deck + 1.6, "butt")
            if rule.get("bridgeFill"):
                symbol += self.line(self.colour(rule["bridgeFill"]), deck, "butt")
            made.append((" and [bridge] = 1", symbol))
        if rule.get("casing"):
            made.append((" and [tunnel] = 1", self.line(self.colour(rule["casing"]), width + 2 * side, "butt", [5, 4])))
            made.append(("", self.line(self.colour(rule["casing"]), width + 2 * side, cap)))
        return made

    def core(self, rule, z):
        symbol = self.line(self.colour(rule["core"]), at(rule["width"], z), rule.get("cap", "round"), rule.get("dash"))
        over = rule.get("over")
        if over and z >= over["from"]:
            symbol += self.line(self.colour(over["colour"]), at(over["width"], z), "butt", over.get("dash"))
        return symbol

    def arrow(self, rule, z):
        length = at(rule["length"], z)
        file = self.svg("arrow", f'<path d="M0 5H12M8 2L12 5L8 8" fill="none" stroke="{self.colour(rule["colour"])}" stroke-width="1.6"/>', 12, 10)
        mark = f'<MarkersSymbolizer file="{file}" placement="line" spacing="{rule["spacing"]}" width="{length:.3g}" allow-overlap="true" ignore-placement="true"/>'
        back = mark.replace("<MarkersSymbolizer", '<MarkersSymbolizer transform="rotate(180)"')
        return [(" and [oneway] = 1", mark), (" and [oneway] = 2", back)]

    def svg(self, name, body, width, height):
        path = os.path.join(self.folder, name + ".svg")
        with open(path, "w", encoding="utf-8") as f:
            f.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{body}</svg>')
        return path

    def icon(self, name, ink, badge=None):
        """An icon as an SVG: its paths, and O for circles, on a round badge."""
        words, body = self.style["icons"][name].split(), ""
        if badge:
            body = f'<circle cx="8" cy="8" r="7.6" fill="{self.colour(badge)}" stroke="{self.colour(self.style["badgeEdge"])}" stroke-width="0.8"/>'
        path, i = [], 0
        while i < len(words):
            if words[i].startswith("O"):
                body += f'<circle cx="{words[i][1:]}" cy="{words[i + 1]}" r="{words[i + 2]}" fill="none" stroke="{self.colour(ink)}" stroke-width="1.3"/>'
                i += 3
            else:
                path.append(words[i])
                i += 1
        if path:
            body += f'<path d="{" ".join(path)}" fill="none" stroke="{self.colour(ink)}" stroke-width="1.3"/>'
        return self.svg(f"{name}-{ink}-{badge}", body, 16, 16)

    def mark(self, rule, z):
        return f'<MarkersSymbolizer file="{self.icon(rule["icon"], rule["colour"])}" width="{at(rule["size"], z):.3g}" allow-overlap="true" ignore-placement="true"/>'

    def text(self, rule, z, **more):
        shield = rule["place"] == "shield"
        return "<TextSymbolizer" + attributes(
            face_name=FACES[rule["font"]], size=float(at(rule["size"], z)), fill=self.colour(rule["colour"]), halo_fill=self.colour(rule["halo"]),
            halo_radius=2.5 if shield else float(rule["haloWidth"]), halo_rasterizer="fast", placement="line" if rule["place"] == "along" else "point",
            spacing=float(rule["spacing"]) if rule["place"] == "along" else None, repeat_distance=rule.get("spacing"), wrap_width=None if shield or rule["place"] == "along" else 80,
            max_char_angle_delta=30 if rule["place"] == "along" else None, margin=2, **more) + ">[text]</TextSymbolizer>"

    def label(self, rule, z):
        if not rule.get("icon"):
            return self.text(rule, z)
        size = at(rule["iconSize"], z)
        symbol = f'<MarkersSymbolizer file="{self.icon(rule["icon"], rule["iconInk"], rule["badge"])}" width="{size:.3g}"/>'
        if rule["text"] and z >= rule["textFrom"]:
            symbol += self.text(rule, z, dy=float(size / 2 + at(rule["size"], z) / 2 + 1))
        return symbol

    def ranked(self, rule, z):
        return [(f" and [zoom] &lt;= {z}", self.text(rule, z))]

    def map(self, labels=True):
        s = self.style
        lines = lambda group: self.rules(s[group], self.core)
        self.layer("areas", self.rules(s["areas"], self.area))
        self.layer("below", self.rules(s["below"], self.casing), lines("below"))
        self.layer("buildings", self.rules(s["structures"], self.area))
        self.layer("roads", self.rules(s["roads"], self.casing), lines("roads"), self.rules([s["oneway"]], self.arrow))
        self.layer("above", lines("above"))
        self.layer("points", self.rules(s["marks"], self.mark))
        if labels:
            self.labels()
        return (f'<Map srs="epsg:3857" background-color="{self.colour(s["land"])}" buffer-size="{BUFFER}">' + "".join(self.styles) + "".join(self.layers) + "</Map>")

    def labels(self):
        """Labels are placed in the order of their priorities as far as files allow it: what comes first stands."""
        def of(test, symbols=self.label):
            chosen = sorted((r for r in self.style["labels"] if test(r)), key=lambda r: r["priority"])
            return self.rules(chosen, symbols)
        self.layer("places", of(lambda r: r["priority"] <= 5 or r["class"] == ["Locality"]))
        self.layer("refs", of(lambda r: r["place"] == "shield"))
        self.layer("names", of(lambda r: r["place"] == "along"))
        self.layer("areanames", of(lambda r: r.get("rankZoom"), self.ranked))
        self.layer("points", of(lambda r: r["place"] == "point" and 6 < r["priority"] and not r.get("rankZoom") and r["class"] not in (["HouseNumber"], ["Locality"])))
        self.layer("houses", of(lambda r: r["class"] == ["HouseNumber"]))
