namespace Orders.Tests.Integration.QueryApi;

public sealed class ViewTests
{
    private const string Document = """{"order_uid":"a1","delivery":{"name":"Анна Каренина","phone":"+79161234567","city":"Москва"}}""";
    private const string Masked = """{"order_uid":"a1","delivery":{"name":"А***","phone":"+7***67","city":"Москва"}}""";

    [Theory]
    [InlineData("Production", "auto", null, true)]
    [InlineData("Production", "auto", "masked", true)]
    [InlineData("Production", "auto", "full", false)]
    [InlineData("Production", "auto", "FULL", true)]
    [InlineData("Development", "auto", null, false)]
    [InlineData("Development", "auto", "masked", true)]
    [InlineData("Development", "always", "full", true)]
    [InlineData("Production", "never", "masked", false)]
    public async Task The_gateway_says_who_sees_what_and_without_its_word_little_is_shown(string environment, string mode, string? view, bool masked)
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 7, document: Document);
        await rig.StartServiceAsync("--environment", environment, "--Privacy:Mask", mode);
        await rig.IsReadyAsync();
        if (view is not null)
        {
            rig.Client.DefaultRequestHeaders.Add("X-Orders-View", view);
        }

        using var response = await rig.Client.GetAsync("/api/orders/a1");
        var tag = response.Headers.ETag!.Tag;
        Assert.Equal(masked ? Masked : Document, await response.Content.ReadAsStringAsync());
        Assert.Equal(masked ? "\"7-masked\"" : "\"7\"", tag);
        Assert.Equal(masked, response.Headers.Contains("X-Masked"));

        var history = await rig.Client.GetStringAsync("/api/orders/a1/history");
        Assert.Contains(masked ? Masked : Document, history, StringComparison.Ordinal);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(masked ? Masked : Document, (await stream.NextOrderAsync())!.Data);
        await rig.CommitAsync("a1", 8, document: Document);
        await rig.BroadcastAsync("a1", 8, document: Document);
        Assert.Equal(masked ? Masked : Document, (await stream.NextOrderAsync())!.Data);
        Assert.Equal(masked, stream.Response.Headers.Contains("X-Masked"));
    }

    [Fact]
    public async Task The_tags_of_the_two_views_do_not_answer_for_each_other()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 7, document: Document);
        Assert.Equal(304, await StatusAsync(rig, "masked", "\"7-masked\""));
        Assert.Equal(200, await StatusAsync(rig, "masked", "\"7\""));
        Assert.Equal(200, await StatusAsync(rig, "full", "\"7-masked\""));
        Assert.Equal(304, await StatusAsync(rig, "full", "\"7\""));
    }

    private static async Task<int> StatusAsync(QueryApiRig rig, string view, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders/a1");
        request.Headers.Add("X-Orders-View", view);
        request.Headers.Add("If-None-Match", tag);
        using var response = await rig.Client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
