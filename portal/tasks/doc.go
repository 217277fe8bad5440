// Package tasks tells inspectors' devices what their departments have to do.
//
// Its invariant: whatever makes a report somebody's task, changes it or ends it, tells the devices in the same transaction, so that
// none goes where there is nothing to do any more. Of a report a device hears only what those need who go there.
package tasks
