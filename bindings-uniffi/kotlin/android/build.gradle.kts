// The AAR: the same Kotlin, and the library for each ABI of Android. `make-aar` builds the libraries with the NDK and runs
// this; neither the NDK nor this plugin is needed for the jar.
plugins {
    id("com.android.library") version "8.13.0"
    id("org.jetbrains.kotlin.android") version "2.4.21"
    `maven-publish`
}

group = "dev.paystate"
version = "0.1.0"

android {
    namespace = "dev.paystate"
    compileSdk = 36
    defaultConfig {
        // java.time, which the surface speaks, is there from 26 on.
        minSdk = 26
        consumerProguardFiles("../src/main/resources/META-INF/proguard/paystate.pro")
    }
    sourceSets["main"].apply {
        kotlin.srcDirs("../src/main/kotlin", "../../../target/uniffi/kotlin")
        jniLibs.srcDir("../../../target/uniffi/android")
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    kotlinOptions { jvmTarget = "17" }
    publishing { singleVariant("release") { withSourcesJar() } }
}

dependencies {
    // The AAR of JNA brings its own libraries for Android.
    implementation("net.java.dev.jna:jna:5.19.1@aar")
}

publishing {
    publications.register<MavenPublication>("release") {
        artifactId = "paystate-android"
        afterEvaluate { from(components["release"]) }
    }
}
