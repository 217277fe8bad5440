// Package shape is plane geometry for maps: simplifying, clipping, areas and where to write their names.
//
// Its invariant: it moves no point but those where something is cut off, and the result doesn't depend on the processor:
// products are rounded before they are added, so that no compiler fuses them. Rings are closed: their first point is their last.
package shape
