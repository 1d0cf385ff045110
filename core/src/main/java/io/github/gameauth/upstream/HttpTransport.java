// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An OkHttp client that does nothing on its own account, and the calls under way on it. */
final class HttpTransport implements AutoCloseable {
  /** The {@code Retry-After} as it came, under a name that means nothing to OkHttp. */
  static final String RETRY_AFTER = "GameAuth-Retry-After";

  /** As many as a platform is asked at once; OkHttp's five would mean a handshake a login. */
  private static final int IDLE_CONNECTIONS = 64;

  private final OkHttpClient client;
  private final AddressRule addresses;
  private final boolean owned;
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private HttpTransport(OkHttpClient client, AddressRule addresses, boolean owned) {
    this.client = client;
    this.addresses = addresses;
    this.owned = owned;
  }

  static HttpTransport of(
      @Nullable OkHttpClient given, long connectMillis, long readMillis, boolean publicOnly) {
    OkHttpClient base = given == null ? ofOurOwn() : given;
    Dns names = base.dns() instanceof AddressRule rule ? rule.names() : base.dns();
    AddressRule addresses = new AddressRule(names, publicOnly);
    OkHttpClient client =
        base.newBuilder()
            .dns(addresses)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .cookieJar(CookieJar.NO_COOKIES)
            .authenticator(Authenticator.NONE)
            .cache(null)
            .connectTimeout(connectMillis, MILLISECONDS)
            .readTimeout(readMillis, MILLISECONDS)
            .writeTimeout(readMillis, MILLISECONDS)
            .addNetworkInterceptor(HttpTransport::holdingBackRetryAfter)
            .build();
    return new HttpTransport(client, addresses, given == null);
  }

  private static OkHttpClient ofOurOwn() {
    return new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, MINUTES))
        .build();
  }

  /**
   * Holds a {@code Retry-After} back from OkHttp, which repeats a request at once, a POST too, if
   * it is zero, and throws an unchecked exception if it has too many digits. Whether to ask again
   * is ours to decide.
   */
  private static Response holdingBackRetryAfter(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    @Nullable String wait = response.header("Retry-After");
    return wait == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(RETRY_AFTER, wait).build();
  }

  Call newCall(Request request) {
    return client.newCall(request);
  }

  void begin(Call call) throws IOException {
    underWay.add(call);
    if (closed) {
      throw new IOException("closed");
    }
    addresses.requireAllowed(call.request().url().host());
  }

  void end(Call call) {
    underWay.remove(call);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    underWay.forEach(Call::cancel);
    if (owned) {
      client.connectionPool().evictAll();
    }
  }
}
