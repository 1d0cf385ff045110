// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Where a request comes from, as far as limits are concerned. */
final class Source {
  private Source() {}

  /**
   * The player's address as the edge tells it, else the peer's. Everybody in one network of IPv6 is
   * one source: whoever has one address there has all of them.
   *
   * @param header the header that the edge writes, believed because the gate has passed
   */
  static String of(Context context, Optional<String> header) {
    String told = header.map(context::header).orElse(null);
    return of(told == null || told.isBlank() ? context.ip() : told);
  }

  /** The same, of a request that has not come to a route. */
  static String of(Request request, Optional<String> header) {
    String told = header.map(request.getHeaders()::get).orElse(null);
    return of(told == null || told.isBlank() ? Request.getRemoteAddr(request) : told);
  }

  /** The source that an address stands for, with or without a port. */
  static String of(String address) {
    return network(withoutPort(address.trim()));
  }

  /** CloudFront writes {@code 198.51.100.7:4711} and {@code 2001:db8::7:4711}. */
  private static String withoutPort(String address) {
    if (address.startsWith("[")) {
      return address.substring(1, Math.max(1, address.indexOf(']')));
    }
    boolean hasPort = address.indexOf('.') > 0 ? address.indexOf(':') > 0 : isLongest(address);
    return hasPort ? address.substring(0, address.lastIndexOf(':')) : address;
  }

  private static boolean isLongest(String ipv6) {
    return ipv6.chars().filter(each -> each == ':').count() == 8;
  }

  private static String network(String address) {
    if (!address.matches("[0-9A-Fa-f:.]+") || address.indexOf(':') < 0) {
      return address; // IPv4; or what an edge writes that knows no address
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress(); // digits alone: nobody is asked
      if (bytes.length != 16) {
        return address;
      }
      StringBuilder network = new StringBuilder("v6:");
      for (int i = 0; i < 8; i++) {
        network.append(Integer.toHexString(bytes[i] & 0xff)).append('.');
      }
      return network.toString();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
