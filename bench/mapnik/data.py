#!/usr/bin/python3
"""Makes shapefiles of an extract: data.py EXTRACT FOLDER. One for each thing that Mapnik draws in one go, indexed, in the
order of drawing, with nothing in it that isn't drawn: the quickest input that Mapnik has."""
import json
import math
import os
import subprocess
import sys

from osgeo import gdal, ogr, osr

import rules

gdal.UseExceptions()
ogr.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")  # rings that aren't closed
gdal.SetConfigOption("SHAPE_ENCODING", "UTF-8")

CONF = """closed_ways_are_polygons=building,natural,landuse,leisure,amenity,area:highway,place,shop,tourism,historic,office,healthcare,power,man_made
report_all_nodes=no
report_all_ways=no
[points]
all_tags=yes
[lines]
all_tags=yes
[multipolygons]
all_tags=yes
[multilinestrings]
all_tags=yes
[other_relations]
all_tags=yes
"""

# The files, each with the group of classes in style.json that it is drawn by.
BELOW = ["River", "Canal", "Stream", "Ditch", "Embankment", "Pipeline", "Fence", "Wall", "Pier", "Dam"]
ABOVE = ["PowerMinor", "PowerLine"]
PLACES = {"city": "City", "town": "Town", "village": "Village", "hamlet": "Hamlet", "isolated_dwelling": "Hamlet", "farm": "Hamlet",
          "allotments": "Hamlet", "suburb": "Suburb", "quarter": "Suburb", "neighbourhood": "Suburb", "locality": "Locality"}
FLAGS = ("bridge", "tunnel", "oneway", "zoom")
GREEN = ["Forest", "Park", "Orchard", "Scrub", "Wetland", "Meadow", "Heath"]


def tags_of(feature):
    tags = {}
    text = feature.GetField("all_tags")
    if not text:
        return tags
    # hstore: "key"=>"value","key"=>"value"
    for part in text[1:-1].split('","'):
        key, arrow, value = part.partition('"=>"')
        if arrow:
            tags[key] = value.replace('\\"', '"').replace("\\\\", "\\")
    return tags


class Shapes:
    """Collects features, and writes them in the order of drawing."""

    def __init__(self):
        self.files = {}

    def add(self, name, kind, order, geometry, cls, text="", **flags):
        self.files.setdefault(name, (kind, []))[1].append((order, geometry, cls, text, flags))

    def write(self, folder):
        driver = ogr.GetDriverByName("ESRI Shapefile")
        web = osr.SpatialReference()
        web.ImportFromEPSG(3857)
        for name, (kind, features) in self.files.items():
            path = os.path.join(folder, name + ".shp")
            ds = driver.CreateDataSource(path)
            layer = ds.CreateLayer(name, web, kind, ["ENCODING=UTF-8"])
            for field, width in (("class", 16), ("text", 120)):
                d = ogr.FieldDefn(field, ogr.OFTString)
                d.SetWidth(width)
                layer.CreateField(d)
            for field in FLAGS:
                d = ogr.FieldDefn(field, ogr.OFTInteger)
                d.SetWidth(2)
                layer.CreateField(d)
            features.sort(key=lambda f: f[0])
            for _, geometry, cls, text, flags in features:
                f = ogr.Feature(layer.GetLayerDefn())
                f.SetGeometry(geometry)
                f.SetField("class", cls)
                f.SetField("text", text or "")
                for field in FLAGS:
                    f.SetField(field, flags.get(field, 0))
                layer.CreateFeature(f)
            ds = None
            subprocess.run(["shapeindex", "--shape_files", path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def flag(tags, key):
    return int(tags.get(key, "no") not in ("no", "0", "false"))


def oneway(tags):
    return {"yes": 1, "1": 1, "true": 1, "-1": 2}.get(tags.get("oneway"), int(tags.get("junction") == "roundabout"))


def room(geometry):
    """The zoom from which an area has some 70 pixels across for its name."""
    return max(0, min(19, math.ceil(math.log2(70 * 156543 / max(1, math.sqrt(geometry.Area()))))))


def house(shapes, tags, point):
    if tags.get("addr:housenumber"):
        shapes.add("houses", ogr.wkbPoint, 0, point, "HouseNumber", tags["addr:housenumber"])


def point_of(shapes, order, tags, point):
    cls = rules.classify(rules.POINTS, tags)
    if cls:
        text = tags.get("distance") or tags.get("ref") if cls == "Milestone" else tags.get("name")
        shapes.add("points", ogr.wkbPoint, order.get(cls, 99), point, cls, text)


def main(extract, folder):
    conf = os.path.join(folder, "osmconf.ini")
    with open(conf, "w") as f:
        f.write(CONF)
    gdal.SetConfigOption("OSM_CONFIG_FILE", conf)
    gdal.SetConfigOption("OGR_INTERLEAVED_READING", "YES")
    with open(os.path.join(rules.ROOT, "tiles", "render", "style.json"), encoding="utf-8") as f:
        style = json.load(f)

    def order_of(group):
        return {c: i for i, r in enumerate(style[group]) for c in r["class"]}

    areas, roads = order_of("areas"), order_of("roads")
    points = {c: r["priority"] for r in style["labels"] if r["place"] == "point" for c in r["class"]}
    deg = osr.SpatialReference()
    deg.ImportFromEPSG(4326)
    deg.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    web = osr.SpatialReference()
    web.ImportFromEPSG(3857)
    change = osr.CoordinateTransformation(deg, web)
    shapes = Shapes()
    ds = gdal.OpenEx(extract, gdal.OF_VECTOR)
    while True:
        feature, layer = ds.GetNextFeature()
        if feature is None:
            break
        tags, name = tags_of(feature), layer.GetName()
        geometry = feature.GetGeometryRef()
        if not tags or geometry is None:
            continue
        geometry = geometry.Clone()
        geometry.Transform(change)
        if name == "points":
            place = PLACES.get(tags.get("place"))
            if place and tags.get("name"):
                shapes.add("places", ogr.wkbPoint, points[place], geometry, place, tags["name"])
            point_of(shapes, points, tags, geometry)
            house(shapes, tags, geometry)
        elif name == "lines":
            cls = rules.classify(rules.LINES, tags)
            if not cls or tags.get("area") == "yes":
                continue
            bridge, tunnel = flag(tags, "bridge"), flag(tags, "tunnel")
            where = "below" if cls in BELOW else "above" if cls in ABOVE else "roads"
            layer_of = int(tags["layer"]) if tags.get("layer", "").lstrip("-").isdigit() else 0
            shapes.add(where, ogr.wkbLineString, (layer_of, roads.get(cls, 0)), geometry, cls, bridge=bridge, tunnel=tunnel, oneway=oneway(tags))
            if tags.get("name") and where != "above":
                shapes.add("names", ogr.wkbLineString, -roads.get(cls, -1), geometry, cls, tags["name"])
            if tags.get("ref") and cls in ("Motorway", "Trunk", "Primary", "Secondary"):
                shapes.add("refs", ogr.wkbLineString, -roads[cls], geometry, cls, tags["ref"])
        elif name == "multipolygons":
            cls = rules.classify(rules.AREAS, tags)
            try:
                inside = geometry.PointOnSurface()
            except RuntimeError:  # a ring that isn't one
                continue
            if cls == "Building":
                shapes.add("buildings", ogr.wkbMultiPolygon, 0, geometry, cls)
            elif cls:
                shapes.add("areas", ogr.wkbMultiPolygon, (areas[cls], -geometry.Area()), geometry, cls)
                if tags.get("name") and tags.get("place") is None:
                    of = "WaterName" if cls == "Water" else "GreenName" if cls in GREEN else "AreaName"
                    shapes.add("areanames", ogr.wkbPoint, -geometry.Area(), inside, of, tags["name"], zoom=room(geometry))
            point_of(shapes, points, tags, inside)
            house(shapes, tags, inside)
    shapes.write(folder)


main(sys.argv[1], sys.argv[2])
