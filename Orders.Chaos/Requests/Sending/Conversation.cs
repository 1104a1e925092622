using Orders.Chaos.Requests.Making;

namespace Orders.Chaos.Requests.Sending;

/// <summary>Puts one request on the wire in its manner, and listens.</summary>
internal static class Conversation
{
    private const int Pieces = 4;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(200);

    /// <param name="patience">How long to wait for an answer.</param>
    public static async Task<Exchange> HoldAsync(Connection connection, Request request, Draw draw, TimeSpan patience, CancellationToken stop)
    {
        switch (request.Manner)
        {
            case Manner.CutOff:
                await connection.TrySendAsync(request.Bytes.AsMemory(0, draw.Below(request.Bytes.Length)), stop);
                return new Exchange(request, [], Ending.Left);
            case Manner.HalfClosed:
                await connection.TrySendAsync(request.Bytes, stop);
                connection.EndSending();
                return await ListenAsync(connection, request, toTheEnd: true, patience, stop);
            case Manner.AndLeave:
                await connection.TrySendAsync(request.Bytes, stop);
                return await LeaveAsync(connection, request, patience, stop);
            case Manner.Dripping:
                return await DripAsync(connection, request, patience, stop);
            case Manner.InPieces:
                var length = Math.Max(1, request.Bytes.Length / Pieces);
                foreach (var piece in request.Bytes.Chunk(length))
                {
                    await connection.TrySendAsync(piece, stop);
                    await Task.Yield();
                }

                return await ListenAsync(connection, request, toTheEnd: false, patience, stop);
            default:
                await connection.TrySendAsync(request.Bytes, stop);
                return await ListenAsync(connection, request, toTheEnd: false, patience, stop);
        }
    }

    /// <summary>The first answer gets a moment, then this side ends; whatever the server says until it closes is read.</summary>
    private static async Task<Exchange> LeaveAsync(Connection connection, Request request, TimeSpan patience, CancellationToken stop)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(stop);
        moment.CancelAfter(Moment);
        try
        {
            while (!connection.HasMore && !moment.IsCancellationRequested)
            {
                await Task.Delay(1, moment.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }

        connection.EndSending();
        return await ListenAsync(connection, request, toTheEnd: true, patience, stop);
    }

    private static async Task<Exchange> DripAsync(Connection connection, Request request, TimeSpan patience, CancellationToken stop)
    {
        // The last byte never comes.
        for (var sent = 0; sent < request.Bytes.Length - 1; sent++)
        {
            if (connection.HasMore || !await connection.TrySendAsync(request.Bytes.AsMemory(sent, 1), stop))
            {
                break;
            }

            await Task.Delay(Drip, stop);
        }

        return await ListenAsync(connection, request, toTheEnd: true, patience, stop);
    }

    private static async Task<Exchange> ListenAsync(Connection connection, Request request, bool toTheEnd, TimeSpan patience, CancellationToken stop)
    {
        var answers = new List<Answer>();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(patience);
        try
        {
            while (toTheEnd || answers.Count < request.Expected.Count)
            {
                // One that was not expected answers a question that nobody asked, which was no HEAD either.
                var isToHead = answers.Count < request.Expected.Count && request.Expected[answers.Count].IsToHead;
                if (await AnswerReader.ReadAsync(connection, isToHead, either.Token) is not { } answer)
                {
                    return new Exchange(request, answers, Ending.Closed);
                }

                answers.Add(answer);
                if (answer.ClosesConnection)
                {
                    return new Exchange(request, answers, answer.IsOpen ? Ending.Left : Ending.Closed);
                }
            }

            return new Exchange(request, answers, Ending.Open);
        }
        catch (MalformedAnswerException malformed)
        {
            return new Exchange(request, answers, malformed.IsTruncated ? Ending.Truncated : Ending.Malformed, malformed.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Exchange(request, answers, Ending.Silent);
        }
    }
}
