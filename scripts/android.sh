#!/bin/bash
# Makes the Android package, and checks it and its glue without a device. See docs/android.md.
#
#   android.sh build [arm64|x86_64]...  makes out/android/priyom-ARCH.apk for each; arm64 if none is named
#   android.sh check [arm64|x86_64]...  makes and examines them
#   android.sh glue                     runs the glue and our classes under a Java machine
#
# ANDROID_NDK_HOME is the real NDK; without it ../shared/android-kit makes a stand-in, good enough to check, not to publish.
# PRIYOM_PORTALS="portal.example.org …" opens those portals' links in the app. PRIYOM_BUILD is the version's number.
# PRIYOM_KEYSTORE, PRIYOM_KEY_ALIAS and PRIYOM_KEYSTORE_PASS sign for publishing; without them the machine's debug key does.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/out/android
kit=$PWD/../shared/android-kit
min=23 target=35
fyne=v1.7.4 fynedex=4e7b63d6958b1668535cb2c726313a1660ba115fd407481e9b0fbc1706cf0432 # the Java part of Fyne, as its packaging tool carries it
mkdir -p "$out"

# tools are the packages of Debian's that are needed whatever the NDK.
tools() {
	scripts/setup.sh aapt zipalign apksigner libsmali-java android-framework-res dexdump default-jdk-headless zip "$@"
}

# ndk names the folder of the NDK.
ndk() {
	if [ -n "${ANDROID_NDK_HOME:-}" ]; then
		echo "$ANDROID_NDK_HOME"
		return
	fi
	[ -x "$kit/kit.sh" ] || { echo "android: set ANDROID_NDK_HOME to the Android NDK (r26 or later)" >&2; exit 3; }
	if [ ! -e "$out/ndk/made" ] || [ "$kit/kit.sh" -nt "$out/ndk/made" ]; then
		echo "android: no ANDROID_NDK_HOME; a stand-in is made of Debian's packages, to check with, not to publish" >&2
		"$kit/kit.sh" "$out/ndk" >/dev/null
		touch "$out/ndk/made"
	fi
	echo "$out/ndk"
}

# names says what an architecture is called by the NDK and in packages.
names() {
	case $1 in
	arm64) triple=aarch64-linux-android abi=arm64-v8a goarch=arm64 ;;
	x86_64) triple=x86_64-linux-android abi=x86_64 goarch=amd64 ;;
	*) echo "android: $1 is no architecture; arm64 or x86_64" >&2; exit 2 ;;
	esac
}

# library builds the program. Fyne looks main.main up by its name: ld's -s would take it away, strip leaves what is dynamic.
library() {
	local bin
	bin=$(echo "$1"/toolchains/llvm/prebuilt/*/bin)
	echo "android: building for $abi (the first time takes some minutes)" >&2
	GOOS=android GOARCH=$goarch CGO_ENABLED=1 CC=$bin/${triple}21-clang CXX=$bin/${triple}21-clang++ \
		CGO_LDFLAGS="-O2 -g -Wl,-z,max-page-size=16384" \
		go build -buildmode=c-shared -trimpath -ldflags=-w -o "$out/$abi/whole.so" .
	mkdir -p "$out/$abi/lib/$abi"
	"$bin/llvm-strip" -o "$out/$abi/lib/$abi/libpriyom.so" "$out/$abi/whole.so"
	rm -f "$out/$abi/whole.so" "$out/$abi/whole.h"
}

# classes makes classes.dex, which is Fyne's, and classes2.dex, which is ours.
classes() {
	local module
	if ! echo "$fynedex $out/dex/classes.dex" | sha256sum --check --status 2>/dev/null; then
		mkdir -p "$out/dex"
		module=$(go mod download -json "fyne.io/tools@$fyne" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
		sed -n '/^var dexStr/,$p' "$module/cmd/fyne/internal/mobile/dex.go" | grep -o '`[^`]*`' | tr -d '`\n' | base64 -d >"$out/dex/classes.dex"
		echo "$fynedex $out/dex/classes.dex" | sha256sum --check --quiet
	fi
	smali assemble --api $min -o "$out/dex/classes2.dex" android/smali
}

# manifest adds a filter for each portal whose links the app opens.
manifest() {
	local filter="" host
	for host in ${PRIYOM_PORTALS:-}; do
		[[ $host =~ ^[a-z0-9.-]+$ ]] || { echo "android: $host is no host's name" >&2; exit 2; }
		filter+="<intent-filter android:autoVerify=\"true\"><action android:name=\"android.intent.action.VIEW\"/>"
		filter+="<category android:name=\"android.intent.category.DEFAULT\"/><category android:name=\"android.intent.category.BROWSABLE\"/>"
		filter+="<data android:scheme=\"https\" android:host=\"$host\"/></intent-filter>"
	done
	sed "s|<!-- PORTALS: .*-->|$filter|" android/AndroidManifest.xml >"$out/AndroidManifest.xml"
}

# signed signs with the publisher's key, or with this machine's debug key.
signed() {
	local store=${PRIYOM_KEYSTORE:-$HOME/.android/debug.keystore} alias=${PRIYOM_KEY_ALIAS:-androiddebugkey}
	export PRIYOM_KEYSTORE_PASS=${PRIYOM_KEYSTORE_PASS:-android}
	if [ -z "${PRIYOM_KEYSTORE:-}" ] && [ ! -e "$store" ]; then
		mkdir -p "$(dirname "$store")"
		keytool -genkeypair -keystore "$store" -storepass android -alias "$alias" -keyalg RSA -keysize 2048 -validity 10000 -dname "CN=Android Debug" 2>/dev/null
	fi
	apksigner sign --ks "$store" --ks-key-alias "$alias" --ks-pass env:PRIYOM_KEYSTORE_PASS --min-sdk-version $min \
		--v1-signing-enabled true --v2-signing-enabled true --v3-signing-enabled true --out "$2" "$1"
}

# package puts one architecture's package together.
package() {
	names "$1"
	local dir=$out/$abi apk=$out/priyom-$1.apk version
	mkdir -p "$dir"
	library "$2"
	version=$(sed -n 's/^const version = "\(.*\)"$/\1/p' main.go)
	rm -f "$dir"/*.apk
	aapt package -f -M "$out/AndroidManifest.xml" -S "$out/res" -I /usr/share/android-framework-res/framework-res.apk \
		--min-sdk-version $min --target-sdk-version $target --version-name "$version" --version-code "${PRIYOM_BUILD:-1}" -F "$dir/bare.apk" >/dev/null
	(cd "$out/dex" && zip -q -X "$dir/bare.apk" classes.dex classes2.dex)
	(cd "$dir" && zip -q -X -9 bare.apk "lib/$abi/libpriyom.so")
	zipalign -f -p 4 "$dir/bare.apk" "$dir/aligned.apk"
	signed "$dir/aligned.apk" "$apk"
	rm -f "$dir"/*.apk "$apk.idsig"
	echo "$apk"
}

build() {
	local home arch
	tools
	home=$(ndk)
	rm -rf "$out/res"
	cp -r android/res "$out/res"
	go run ./android/icons icon.svg "$out/res"
	classes
	manifest
	for arch in "${@:-arm64}"; do package "$arch" "$home"; done
}

check() {
	local arch
	if [ -z "${ANDROID_NDK_HOME:-}" ] && [ ! -x "$kit/kit.sh" ]; then
		echo "android: neither ANDROID_NDK_HOME nor ../shared/android-kit is there: the package isn't made and examined" >&2
		return
	fi
	export PRIYOM_PORTALS=${PRIYOM_PORTALS:-portal.example.org}
	build "$@"
	for arch in "${@:-arm64}"; do
		PRIYOM_APK=$out/priyom-$arch.apk PRIYOM_ANDROID_SYMBOLS=$kit/symbols go test -count 1 -v -run 'TestPackage' ./android
	done
}

glue() {
	tools enjarify
	mkdir -p "$out/dex"
	smali assemble --api $min -o "$out/dex/classes2.dex" android/smali
	PATH=/usr/bin:$PATH enjarify -f -o "$out/classes2.jar" "$out/dex/classes2.dex" >/dev/null # its own Python
	export JAVA_HOME=/usr/lib/jvm/default-java PRIYOM_CLASSES=$out/classes2.jar # package jni has its headers' folder
	go vet -tags nodynamic,jvm ./app/device/...
	go tool -modfile=tools/go.mod staticcheck -tags nodynamic,jvm ./app/device/...
	go tool -modfile=tools/go.mod errcheck -ignoretests -exclude tools/errcheck.txt -tags nodynamic,jvm ./app/device/...
	go test -tags nodynamic,jvm "${@:--count=1}" ./app/device/jni/... ./app/device/droid/...
}

command=${1:-build}
[ $# = 0 ] || shift
case $command in
build | check | glue) "$command" "$@" ;;
*) sed -n '2,/^set/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2; exit 2 ;;
esac
