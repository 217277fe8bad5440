#!/usr/bin/python3
"""Draws tiles with Mapnik as bench/mapper does with Priyom: tiles.py SHAPEFILES, then a line of JSON in, a line out.
{"tiles": [[z, x, y], …], "meta": 8, "png": true, "plain": false, "keep": "folder"}: blocks of meta × meta tiles in one go;
plain is without labels. The times are this process's on the processor."""
import gc
import json
import os
import sys
import time

import mapnik

import style

WORLD = 20037508.342789244
# Of the palettes and levels tried, the quickest: see docs/benchmarks.md.
PNG = os.environ.get("PRIYOM_MAPNIK_PNG", "png8:m=h:z=1")
for folder in ("/usr/share/fonts/truetype/dejavu",):
    mapnik.FontEngine.register_fonts(folder, True)


def load(data, labels):
    m = mapnik.Map(256, 256)
    mapnik.load_map_from_string(m, style.Sheet(data, data).map(labels))
    return m


def box(z, x, y, w=1, h=1):
    side = 2 * WORLD / 2**z
    return mapnik.Box2d(x * side - WORLD, WORLD - (y + h) * side, (x + w) * side - WORLD, WORLD - y * side)


def draw(m, z, x, y, w, h):
    m.resize(256 * w, 256 * h)
    m.zoom_to_box(box(z, x, y, w, h))
    image = mapnik.Image(256 * w, 256 * h)
    mapnik.render(m, image)
    return image


def keep(folder, z, x, y, data):
    with open(os.path.join(folder, f"{z}-{x}-{y}.rgba"), "wb") as f:
        f.write(data)


def run(m, job):
    n = job.get("meta") or 1
    blocks = {}
    for z, x, y in job["tiles"]:
        blocks.setdefault((z, x // n * n, y // n * n), []).append((x, y))
    gc.collect()
    size, worst, start = 0, 0, time.process_time()
    for (z, _, _), inside in blocks.items():
        begun = time.process_time()
        left, top = min(x for x, _ in inside), min(y for _, y in inside)
        image = draw(m, z, left, top, max(x for x, _ in inside) + 1 - left, max(y for _, y in inside) + 1 - top)
        for x, y in inside:
            if job.get("png"):
                view = image if n == 1 else image.view((x - left) * 256, (y - top) * 256, 256, 256)
                size += len(view.tostring(PNG))
        worst = max(worst, time.process_time() - begun)
        if job.get("keep") and n == 1:
            keep(job["keep"], z, left, top, image.tostring())
    return {"tiles": len(job["tiles"]), "seconds": time.process_time() - start, "worst": worst, "bytes": size}


def count(data, job):
    """How many features lie on each tile that one of the style's rules draws at its zoom, all tiles together, by file."""
    from osgeo import ogr

    sheet, shown, total = style.Sheet(data, data), {}, {}
    for group in ("areas", "below", "roads", "above", "structures", "marks", "labels"):
        for rule in sheet.style[group]:
            for c in rule["class"]:
                shown[c] = min(shown.get(c, 99), rule["from"])
    wanted = {}
    for z, x, y in job["tiles"]:
        wanted.setdefault(z, set()).add((x, y))
    for file in ("areas", "below", "roads", "above", "buildings", "points", "houses", "places", "areanames"):
        path = os.path.join(data, file + ".shp")
        if not os.path.exists(path):
            continue
        ds = ogr.Open(path)
        group = {"below": "lines", "above": "lines", "places": "points", "areanames": "points"}.get(file, file)
        for f in ds.GetLayer(0):
            west, east, south, north = f.GetGeometryRef().GetEnvelope()
            for z, tiles in wanted.items():
                if shown.get(f["class"], 99) > z:
                    continue
                side = 2 * WORLD / 2**z
                for y in range(int((WORLD - north) // side), int((WORLD - south) // side) + 1):
                    for x in range(int((west + WORLD) // side), int((east + WORLD) // side) + 1):
                        if (x, y) in tiles:
                            total[group] = total.get(group, 0) + 1
    return total


def main(data):
    maps = {False: load(data, True), True: load(data, False)}
    for line in sys.stdin:
        job = json.loads(line)
        m = maps[bool(job.get("plain"))]
        answer = count(data, job) if job.get("count") else run(m, job)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
