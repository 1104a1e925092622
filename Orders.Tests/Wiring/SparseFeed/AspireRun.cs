namespace Orders.Tests.Wiring;

/// <summary>In place of FullFeed/AspireRun.cs where the package feed has no Aspire.</summary>
internal abstract class AspireRun : IAsyncDisposable
{
    public static string? Missing => AspireModel.Missing;

    public static Task<AspireRun> StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException(Missing);

    public abstract Uri Address(string resource, string endpoint);

    public abstract ValueTask DisposeAsync();
}
