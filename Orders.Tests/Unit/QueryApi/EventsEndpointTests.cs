using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Following;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Masking;
using Orders.QueryApi.Serving;
using Orders.QueryApi.Watching;
using Orders.Tests.Integration.QueryApi;

namespace Orders.Tests.Unit.QueryApi;

public sealed class EventsEndpointTests
{
    [Fact]
    public async Task A_change_that_comes_while_the_endpoint_looks_for_the_order_is_not_missed()
    {
        var time = new LookTime();
        await using var app = await StartAsync(time);
        var cache = app.Services.GetRequiredService<OrderCache>();
        cache.Store("a1", new CachedOrder("""{"v":1}"""u8.ToArray(), 1, time.GetTimestamp()));

        // What the reader takes from the cache is the first version; before it looks at the clock, and so before it has said that, the
        // second one is broadcast. Nothing will ever announce it again.
        var broadcasts = 0;
        time.Looked = () =>
        {
            broadcasts++;
            app.Services.GetRequiredService<ChangeHandler>().Apply(new ChangeRecord.Change("a1", Encoding.UTF8.GetBytes("""{"v":2}"""), 2, null));
        };
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var stream = await EventStream.OpenAsync(client, "a1");

        Assert.Equal(2, (await stream.ReadUntilAsync(2))[^1]);
        Assert.Equal(1, broadcasts);
        app.Services.GetRequiredService<OrderWatchers>().Close();
    }

    /// <summary>The endpoint and what it asks, without follower, comparison and heartbeats, and with a database that answers nobody.</summary>
    private static async Task<WebApplication> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(new OrderCache(1_000_000)).AddSingleton(new TrustClock(time.TimestampFrequency));
        builder.Services.AddSingleton(NpgsqlDataSource.Create("Host=127.0.0.1;Port=1"));
        builder.Services.AddSingleton<OrderRows>().AddSingleton<OrderLoader>().AddSingleton<NotFoundAnswers>().AddSingleton<DatabaseState>();
        builder.Services.AddSingleton<OrderWatchers>().AddSingleton<ChangeHandler>().AddSingleton<OrderReader>().AddSingleton<Views>();
        var app = builder.Build();
        app.UseRouting();
        EventsEndpoint.Map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>A clock that stands, and tells the first time that somebody looks at it after <see cref="Looked"/> was set.</summary>
    private sealed class LookTime : TimeProvider
    {
        private Action? _looked;

        public Action? Looked
        {
            set => _looked = value;
        }

        public override long GetTimestamp()
        {
            Interlocked.Exchange(ref _looked, null)?.Invoke();
            return 1;
        }
    }
}
