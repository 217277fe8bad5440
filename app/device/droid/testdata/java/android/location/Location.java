package android.location;

public class Location {
	private final String provider;
	private final double lat, lon;
	private final float accuracy, bearing;
	private final boolean mock;
	private final long nanos;
	public Location(String provider, double lat, double lon, float accuracy, float bearing, boolean mock, long ageMillis) {
		this.provider = provider; this.lat = lat; this.lon = lon; this.accuracy = accuracy; this.bearing = bearing; this.mock = mock;
		nanos = android.os.SystemClock.elapsedRealtimeNanos() - ageMillis * 1000000;
	}
	public double getLatitude() { return lat; }
	public double getLongitude() { return lon; }
	public boolean hasAccuracy() { return accuracy > 0; }
	public float getAccuracy() { return accuracy; }
	public boolean hasBearing() { return bearing >= 0; }
	public float getBearing() { return bearing; }
	public boolean isMock() { return mock; }
	public long getElapsedRealtimeNanos() { return nanos; }
}
