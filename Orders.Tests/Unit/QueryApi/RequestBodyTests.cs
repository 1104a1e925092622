using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orders.QueryApi.Answering;

namespace Orders.Tests.Unit.QueryApi;

public class RequestBodyTests
{
    /// <summary>
    /// The server reports a stream that its client resets by an exception, from whichever call comes next: the read, or handing back what
    /// was read. Neither is a fault of the service, which would be logged as one.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_breaks_its_body_off_sent_a_bad_request(bool whileReading)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/json";
        context.Features.Set<IRequestBodyPipeFeature>(new ResetBody(whileReading));

        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => RequestBody.ReadJsonAsync(context, 100));

        Assert.Equal(StatusCodes.Status400BadRequest, refused.StatusCode);
    }

    private sealed class ResetBody(bool whileReading) : PipeReader, IRequestBodyPipeFeature
    {
        public PipeReader Reader => this;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => whileReading
            ? throw Reset()
            : ValueTask.FromResult(new ReadResult(new ReadOnlySequence<byte>("{"u8.ToArray()), isCanceled: false, isCompleted: false));

        public override void AdvanceTo(SequencePosition consumed) => throw Reset();

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => throw Reset();

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null)
        {
        }

        private static IOException Reset() => new("The client reset the request stream.");
    }
}
