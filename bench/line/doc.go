// Package line is a bad line between two places of this machine: two network namespaces, each with a TUN device, and
// between them a program that carries every IP packet as slowly, as late and as unreliably as it is told. Whatever runs
// in the namespaces speaks real TCP over it. The kernel's netem would do the same, where there is one.
//
// Its invariant: what a line of some bytes a second carried, headers and repetitions included, is never more than that,
// and both directions are counted.
//
// It needs Linux, root, /dev/net/tun and the program ip.
package line
