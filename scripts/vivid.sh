#!/bin/sh
# Runs app/device/webcam's tests beside the kernel's virtual cameras (vivid): in a virtual machine with Debian's kernel, as few machines that
# run tests have cameras, or let modules be loaded. Its memory is all that it has; nothing of it is left. vivid.sh try goes on without it,
# with a warning, where it can't be brought up.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
without() {
	echo "vivid.sh: $1; cameras are tested with recorded frames alone" >&2
	[ "${try:-}" = try ] && exit 0
	exit 1
}
try=${1:-}
[ "$(uname -m)" = x86_64 ] || without "only for x86"
command -v qemu-system-x86_64 >/dev/null || without "qemu isn't here"
dir=$(mktemp -d "${TMPDIR:-/tmp}/priyom-vivid.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM HUP
keep=$root/out/vivid # the kernel and its modules, some megabytes
if [ ! -s "$keep/vmlinuz" ]; then
	kernel=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1)
	[ -n "$kernel" ] || without "no Debian kernel is known here"
	echo "vivid.sh: fetching $kernel (70 MB, once)" >&2
	(cd "$dir" && apt-get download -qq "$kernel" >/dev/null 2>&1) || without "the kernel can't be fetched"
	mkdir -p "$dir/kernel" "$keep"
	dpkg-deb --fsys-tarfile "$dir"/linux-image-*.deb | tar -C "$dir/kernel" -xf - --wildcards './boot/vmlinuz*' './lib/modules/*/kernel/drivers/media/*'
	rm "$dir"/linux-image-*.deb
	for module in mc videodev videobuf2-common videobuf2-v4l2 videobuf2-memops videobuf2-vmalloc videobuf2-dma-contig v4l2-dv-timings v4l2-tpg rc-core cec vivid; do
		find "$dir/kernel" -name "$module.ko" -exec cp {} "$keep/" \;
	done
	cp "$dir"/kernel/boot/vmlinuz* "$keep/vmlinuz.part"
	mv "$keep/vmlinuz.part" "$keep/vmlinuz"
fi
mkdir -p "$dir/root/bin"
cp "$keep"/*.ko "$dir/root/"
cp "$(command -v busybox)" "$dir/root/bin/"
CGO_ENABLED=0 go test -c -o "$dir/root/webcam.test" "$root/app/device/webcam"
cat >"$dir/root/init" <<'END'
#!/bin/busybox sh
b=/bin/busybox
$b mkdir -p /proc /sys /dev /tmp /root
$b mount -t proc proc /proc && $b mount -t sysfs sys /sys && $b mount -t devtmpfs dev /dev
for m in mc videodev videobuf2-common videobuf2-v4l2 videobuf2-memops videobuf2-vmalloc videobuf2-dma-contig v4l2-dv-timings v4l2-tpg rc-core cec; do
	$b insmod /$m.ko || echo "$m wasn't loaded"
done
$b insmod /vivid.ko n_devs=2 node_types=0x1,0x1 num_inputs=1,1 input_types=0x0,0x0
cd /tmp
PRIYOM_VIVID=1 TMPDIR=/tmp /webcam.test -test.v -test.timeout 8m
echo "vivid: ended with $?"
$b poweroff -f
END
chmod +x "$dir/root/init"
(cd "$dir/root" && find . | cpio -o -H newc --quiet | gzip -1) >"$dir/initrd"
# By emulation: where a machine is virtual itself, KVM may be there and not work.
timeout 600 qemu-system-x86_64 -accel tcg,thread=multi -m 768 -smp 2 -nodefaults -no-reboot -display none -serial stdio -kernel "$keep/vmlinuz" \
	-initrd "$dir/initrd" -append 'console=ttyS0 quiet panic=-1' </dev/null >"$dir/said" 2>&1 || true
tr -d '\r' <"$dir/said" | grep -E '^(=== RUN|--- |\s+--- |    |PASS|FAIL|panic|vivid:)' | grep -v '=== RUN' || true
if grep -q 'vivid: ended with 0' "$dir/said" && grep -q 'PASS: TestVividShowsItsBars' "$dir/said"; then
	exit 0
fi
grep -q 'vivid: ended with' "$dir/said" || {
	tail -20 "$dir/said" >&2
	without "the virtual machine didn't come up"
}
exit 1
