package android.net;

public class Uri implements android.os.Parcelable {
	private final String text;
	private Uri(String text) { this.text = text; }
	public static Uri parse(String text) { return new Uri(text); }
	/** Decoded, as Android's: what was %2F is a slash in it. */
	public String getLastPathSegment() {
		String path = java.net.URI.create(text).getRawPath();
		if (path == null || path.isEmpty() || path.equals("/")) return null;
		return java.net.URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), java.nio.charset.StandardCharsets.UTF_8);
	}
	@Override public String toString() { return text; }
}
