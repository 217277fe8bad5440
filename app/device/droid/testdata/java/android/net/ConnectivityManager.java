package android.net;

public class ConnectivityManager {
	public static final ConnectivityManager only = new ConnectivityManager();
	private NetworkCallback callback;
	public static class NetworkCallback {
		public void onAvailable(Network n) { }
		public void onLost(Network n) { }
	}
	public void registerNetworkCallback(NetworkRequest r, NetworkCallback c) {
		if (r.capability != 12) throw new IllegalArgumentException("not the internet");
		callback = c;
	}
	public void tell(boolean on) { if (on) callback.onAvailable(new Network()); else callback.onLost(new Network()); }
}
