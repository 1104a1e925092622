using System.Net;

namespace Orders.Gateway.Discovering;

/// <summary>All addresses of a host name; a name that has none is a <see cref="System.Net.Sockets.SocketException"/>.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellationToken);
