using System.Net;

using Orders.Chaos.Requests.Making;

namespace Orders.Chaos.Requests.Sending;

/// <summary>One client. It keeps its connection as long as the server lets it.</summary>
internal sealed class Client(Func<Door, IPEndPoint> server, TimeSpan patience) : IDisposable
{
    private readonly Dictionary<Door, Connection> _kept = [];

    /// <summary>How often something came after the last answer that nobody had asked for.</summary>
    public int Unasked { get; private set; }

    public async Task<Exchange> ExchangeAsync(Request request, Draw draw, CancellationToken cancellationToken)
    {
        var kept = TakeKept(request.Door);
        var exchange = await ExchangeAsync(kept, request, draw, cancellationToken);

        // A server may close a connection that lies idle just as it is used again: RFC 9112 has clients ask again on a new one.
        return kept is not null && exchange is { Ending: Ending.Closed, Answers.Count: 0 }
            ? await ExchangeAsync(null, request, draw, cancellationToken)
            : exchange;
    }

    public void Dispose()
    {
        foreach (var connection in _kept.Values)
        {
            connection.Dispose();
        }
    }

    private async Task<Exchange> ExchangeAsync(Connection? kept, Request request, Draw draw, CancellationToken cancellationToken)
    {
        var connection = kept ?? await Connection.OpenAsync(server(request.Door), cancellationToken);
        try
        {
            var exchange = await Conversation.HoldAsync(connection, request, draw, patience, cancellationToken);
            if (exchange.Ending == Ending.Open && draw.Chance(0.95))
            {
                _kept[request.Door] = connection;
                connection = null;
            }
            else if (draw.Chance(0.3))
            {
                connection.Reset();
            }

            return exchange;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <returns>The connection from before, if it is of any use.</returns>
    private Connection? TakeKept(Door door)
    {
        if (!_kept.Remove(door, out var kept) || (!kept.HasMore && !kept.IsClosed))
        {
            return kept;
        }

        Unasked += kept.HasMore ? 1 : 0;
        kept.Dispose();
        return null;
    }
}
