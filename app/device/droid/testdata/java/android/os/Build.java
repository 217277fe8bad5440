package android.os;
public class Build {
	public static final String MANUFACTURER = "Zarya", MODEL = "A1 Про";
	public static class VERSION { public static int SDK_INT = 34; }
}
