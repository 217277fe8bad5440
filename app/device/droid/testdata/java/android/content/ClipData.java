package android.content;
public class ClipData {
	public android.net.Uri uri;
	public static ClipData newRawUri(CharSequence label, android.net.Uri uri) { ClipData c = new ClipData(); c.uri = uri; return c; }
}
