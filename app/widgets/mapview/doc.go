// Package mapview is the map to look at and to move: tiles of a tiles.Source, and on them markers, a pin, where one is, a
// scale and whose data it is.
//
// Its invariant: whatever the source does, the UI goroutine never waits for it, and no place that once had a picture turns
// blank: until a tile is drawn, the tiles above or below it stand in, scaled. A Map knows nothing of the domain: it shows
// points with looks, takes its words from the caller and tells by callbacks what was touched.
//
// Everything is called on the UI goroutine. Tiles and clusters are made elsewhere: Config.Run starts at most
// Config.Workers of them at a time, nearest to the centre first, and Config.Post brings their outcome back. What is no
// longer in view is taken from the queue, or its context is cancelled.
//
// Files: view (where things are), limits, plan (which tiles), pool and shelf (who draws and who keeps them), tilelayer;
// gesture, touch, keys and motion (how the view moves); cluster, markers, marks, picture and overlay (what lies on it);
// controls, corners and scalebar (what is around it).
package mapview
