package android.net;
public class NetworkRequest {
	public int capability;
	public static class Builder {
		private final NetworkRequest r = new NetworkRequest();
		public Builder addCapability(int c) { r.capability = c; return this; }
		public NetworkRequest build() { return r; }
	}
}
